"""Orders to the assistant: to set its rules aside, to say given words, to show what it was told."""

from assistant.guards.phrases import DO, compiled

__all__ = ["INSTRUCTION", "PROMPT_LEAK", "ROLE_PLAY", "SQUEEZED"]

_ASIDE = r"(?:ignore|forget|disregard|override|bypass|skip|neglect|drop|discard|set aside|put aside|turn off|switch off|disable|abandon|suspend|break|violate)"
_RULES = r"(?:instructions?|rules|prompts?|guidelines?|guidance you|filters?|restrictions?|guard ?rails?|safety|programming|constraints|everything (?:above|before|you)|(?:all|what(?:ever)?) (?:the )?(?:above|before|came before|was said)|training|policy|policies you|limits|citation checks?|checks)"
_SAID = r"(?:told|said to|taught|gave|instructed|asked)"

INSTRUCTION = compiled(
    (
        rf"(?:{DO}|\bto |\band |\bmust ){_ASIDE}\b.{{0,40}}\b{_RULES}\b(?!.{{0,25}}\b(?:in|of|for|on) (?:the )?(?:force|county|road|plan|20\d\d))",
        rf"\b(?:ignore|forget|disregard|override|bypass)\b.{{0,30}}\b(?:your|previous|prior|earlier|above|preceding|all|these|those)\b.{{0,20}}\b(?:{_RULES}|documents|quotations|sources|passages)\b",
        rf"{DO}(?:ignore|forget|disregard|skip|set aside) (?:all |every |any )?(?:of )?(?:the |your |those |these )?(?:\w+ )?(?:documents|quotations|sources|passages|context|corpus)\b",
        rf"\b(?:ignore|forget|disregard|override)\b.{{0,40}}\b{_SAID} you\b|\b(?:forget|ignore|disregard) (?:everything|all|anything)(?:$|\W)",
        r"\b(?:reply|respond|answer|talk|speak|write|output|print|type|return) (?:only|solely|exclusively|just|strictly|entirely)(?: \w+)? ?(?:in|as|with|using|the words?|\"|:)",
        r"\b(?:reply|respond|answer|talk|speak|write) (?:to me |back )?(?:as|like) (?:a|an|if|though)\b|\b(?:reply|respond|answer|speak|write) in (?:\w+ )?(?:capitals|capital letters|rhyme|verse|upper ?case|emojis?|pirate|first person)",
        r"^(?:system|admin|administrator|developer|assistant|user|root|sysadmin|note to (?:ai|assistant|the assistant|model|self))\s?(?:\w+\s?){0,2}:|\[(?:system|admin|inst|assistant|override|developer)\b",
        r"\b(?:list|show|print|reveal|give)\b.{0,40}\b(?:passwords?|api keys?|credentials|secret key|environment variables?|access tokens?)\b",
        r"\bnew (?:task|instructions?|rules?|orders?|directive|system prompt)\s?(?:[:.!-]|$|for you|are|is to|from)|\band nothing else\W{0,5}$|\b(?:updated|real|actual|true) instructions?\s?(?:[:-]|are|is to)",
        r"\bfrom (?:now|here|this point)(?: on(?:wards?)?)?,? (?:you|your|i want you|every|all|only|always|never|answer|reply|respond|speak|we)\b|\bfor the rest of (?:this|our|the) (?:chat|conversation|session)\b",
        r"^(?:please )?(?:repeat after me|respond only|reply only|only (?:say|reply|answer)|say (?:that|the words?|exactly|only|\"|')|repeat (?:the words?|this|exactly|the following|\"|')|write that|answer without)\b",
        rf"{DO}(?:say|repeat|print|output|write|type|echo|return) (?:exactly |only |just |back |out )?(?:the )?(?:following|words? |phrase|string|text|sentence|\"|'(?!s\b)|“)",
        rf"{DO}(?:end|begin|start|finish|close|open|prefix|preface) (?:every|each|your|all|the) (?:\w+ )?(?:answers?|repl(?:y|ies)|responses?|messages?|sentences?)\b",
        r"\bwithout (?:using|looking at|checking|reference to|referring to|consulting) (?:the |any )?(?:documents|sources|restrictions|filters|rules|quotations|citations)\b",
        r"\byou (?:\w+ )?(?:now )?have no (?:rules|limits|restrictions|guidelines|filters?)\b|\bno (?:rules|restrictions|filters?|limits) (?:apply|any ?more|from now)\b|\b(?:unrestricted|unfiltered|uncensored) (?:mode|answer|ai|version|response|reply)\b",
        r"\b(?:your|the) (?:new |only |real |true )?(?:task|job|goal|purpose|mission|objective) (?:is now|has changed|now is)\b|\bi(?:'m| am) (?:your|the) (?:developer|creator|administrator|admin|programmer|boss|owner|maker|operator)\b",
        r"\b(?:maintenance|debug|test|diagnostic|admin|sudo|root|override|safe|training) (?:mode|access|override)\b(?=.{0,40}\b(?:on|enabled?|activated?|enter|now|you|show|is)\b|\W*$)|\b(?:enter|activate|enable|switch to|go into) (?:\w+ ){0,2}mode\b|\bsudo \w+",
        r"\bwhen (?:asked|anyone asks|someone asks|i (?:say|ask|type)|people ask|you (?:see|hear|read))\b.{0,60}\b(?:say|answer|reply|respond|tell|claim|output|you must)\b",
        rf"{DO}(?:tell|inform|convince|persuade) (?:everyone|everybody|people|users?|readers|residents|visitors|the (?:reader|user|public|next \w+)|anyone)\b(?: who asks)?.{{0,40}}\b(?:that|to)\b",
        r"\b(?:stop|quit|cease|don't|do not|never) (?:being|acting|following|obeying|quoting|citing|refusing|refuse|cite|quote|obey|follow|mention|use)\b.{0,30}\b(?:rules?|assistant|documents|sources|instructions|quotations|citations?|the plans?|me\b)",
        r"\b(?:important|urgent|attention|notice|reminder|end of (?:question|document|input|quotations?))\W{1,4}(?:the )?(?:assistant|ai|chatbot|bot|model|you)\b|\b(?:ai|language) models? reading this\b|\bp\.? ?s\.? (?:to|for) (?:the )?(?:assistant|ai|bot|chatbot|model)\b|\bif you(?:'re| are) an? (?:ai|llm|language model|chatbot|assistant)\b",
        r"\b(?:confirm|answer|reply|respond) (?:by saying|with (?:just |only |the (?:single )?words?|\"|'|yes|no\b|ok\b))",
        r"\bhypothetically\b.{0,60}\b(?:if you (?:could|had|were)|no rules|ignore)\b|\bopposite (?:day|mode)\b",
        # French, German, Spanish, Polish, Welsh, Italian, Portuguese, Dutch, without accents
        r"\b(?:ignore[zr]?|oublie[zr]?|ne tiens pas compte)\b.{0,40}\b(?:instructions?|consignes?|regles?)\b|\b(?:ignoriere?n?|vergiss|missachte|vergessen sie)\b.{0,40}\b(?:anweisung(?:en)?|regeln|vorgaben|alles)\b",
        r"\b(?:ignora[rd]?|ignore|olvida[r]?|olvide)\b.{0,40}\b(?:instrucciones|reglas|istruzioni|regole|instrucoes|regras)\b|\b(?:zignoruj|ignoruj|zapomnij|pomin)\b.{0,40}\b(?:instrukcj\w{0,4}|polece\w{0,4}|zasad\w{0,3}|wszystk\w{0,4})\b",
        r"\b(?:anwybydd\w{0,5}|anghofi\w{0,5})\b.{0,40}\b(?:cyfarwydd\w{0,6}|rheolau|popeth)\b|\b(?:negeer|vergeet)\b.{0,30}\b(?:instructies|regels)\b|\b(?:affiche|montre|zeige?|muestra|pokaz|dangos\w{0,3})\b.{0,30}\b(?:prompt|instrucciones|anweisungen|instrukcj\w{0,3}|cyfarwydd\w{0,6})\b",
        r"\b(?:игнорируй|забудь)\b|忽略|無視|تجاهل",
    )
)

PROMPT_LEAK = compiled(
    (
        r"\b(?:system|hidden|initial|secret|internal|original|starting|developer|pre-?) ?(?:prompts?|messages?|instructions?|text you)\b(?! (?:to|for|from) (?:officers|staff|police|the (?:force|public)))",
        r"\byour (?:\w+ ){0,2}(?:instructions|prompts?|rules|configuration|config|system message|guidelines|guardrails|settings|source code|training data|programming|directives)\b",
        r"\b(?:reveal|print|show|repeat|output|give|dump|display|leak|expose|recite|copy|paste|translate|summari[sz]e|spell out)\b.{0,25}\b(?:everything|all|the (?:text|words?|lines?|messages?)) (?:above|before|you were|that came|preceding|at the (?:top|start|beginning))\b",
        r"\b(?:what|which) (?:were|are|have) you (?:been )?(?:told|instructed|asked|given|programmed|prompted)\b|\bhow (?:were|are) you (?:instructed|prompted|programmed|configured)\b|\byou(?:'ve| have)? (?:been|were) (?:told|given|instructed|programmed)\b.{0,40}\b(?:not to|to say|before|word|beginning|start|at first|secret)",
        r"\b(?:first|last|opening|previous) (?:\d+ |\w+ )?(?:lines?|words?|sentences?|paragraphs?) of (?:your|the|this) (?:prompt|instructions|conversation|chat|context|configuration)\b|\bcontext window\b|\bin your (?:context|memory|prompt|instructions)\b|\btells? you (?:how|what) to\b|\bverbatim\b.{0,40}\b(?:above|prompt|instructions|told)\b|\b(?:above|prompt|instructions)\b.{0,30}\bverbatim\b",
        r"\b(?:which|what) (?:language |ai |chat )?(?:model|llm|gpt|ai)(?: version)? (?:are you|do you|is this|is behind|powers|runs)\b|\bare you (?:gpt|chatgpt|claude|gemini|llama|a language model|an llm)\b|\b(?:what|which) (?:\w+ ){0,2}(?:are|were) you (?:not |forbidden|banned)|\b(?:rules|guidelines|instructions|orders|restrictions) (?:that )?(?:you|were laid down|govern you)\b",
        r"\b(?:show|list|print|read|open|cat|tell me) (?:me )?(?:the |your |all )?(?:contents? of )?(?:config|configuration|\.env|log files?|env file|api|hidden (?:files?|folder|documents?)|database schema|environment)\b|/etc/passwd|\bsettings\.py\b",
    )
)

ROLE_PLAY = compiled(
    (
        rf"\byou(?:'re| are) (?:\w+ )?now\b|\byou(?:'re| are) \w{{0,20}}(?:bot|gpt|ai)\b|\byou(?:'re| are) no longer\b|{DO}pretend (?:to be|you|that you|we|i'm|i am|this)\b|\b(?:you|to) pretend (?:you|that you|to be|we)\b|\bact (?:as|like) (?:a|an|if|the|my|though|you)\b(?! deterrents?| (?:bridge|link|voice|catalyst))",
        rf"\brole-?\s?play(?:ing)? (?:as|a|with|game|that|where)\b|{DO}role-?\s?play\b|\bjail ?break\b|\b(?:developer|god|dan|evil|jailbreak|chaos) mode\b|\bdo anything now\b|\bas dan\b",
        rf"{DO}(?:imagine|suppose|assume) (?:that )?(?:you|you're|we)\b|{DO}(?:be|become|play|impersonate|take on|adopt|assume|stay in|simulate|channel) (?:a |an |the |my )?(?:\w+ ){{0,4}}?(?:role|character|persona|voice|pirate|villain|commissioner|pcc|chief constable|officer|hacker|lawyer|solicitor|judge|grandm\w+|assistant with|ai\b|terminal|comedian|actor|mayor|politician)",
        rf"{DO}(?:answer|reply|respond|speak|talk|write|explain|tell|say|describe|summarise|continue)\b.{{0,40}}\bin (?:the )?(?:voice|character|persona|guise|role|style|manner) of (?:a |an |the )?|\b(?:speak|talk|answer|reply|respond|write) as (?:the |a |an )?(?:commissioner|pcc|chief|police|officer|dan|him|her|though|if)\b",
        r"\blet'?s (?:play|pretend|imagine|role)\b|\bwe(?:'re| are) (?:playing|writing|acting|in) (?:a |an |the )?(?:\w+ )?(?:game|play|story|novel|film|movie|scene|simulation)\b|\b(?:my|our) (?:late |dead |old )?(?:grandm\w+|granny|nan|grandad) used to\b|\bif you were (?:the|a|an|him|her|in charge)\b",
        r"\byou are (?:a|an|the) (?:\w+ ){0,3}(?:bot|pirate|ai|assistant|expert|commissioner|pcc|lawyer|solicitor|hacker|comedian|chief constable|poet|detective|journalist|spokes\w+|model)\b(?! (?:who|and) (?:said|promised))|\b(?:your|you) (?:name|are called) (?:is|now) (?:now )?\w+|\bcall yourself\b|\bnew (?:persona|identity|character)\b",
    )
)

SQUEEZED = compiled(
    (
        r"(?:ignore|forget|disregard|override)(?:all|your|the|any|every|previous|prior|my|above|these)(?:\w{0,20})(?:instruction|rule|prompt|guideline|above|before)",
        r"(?:reveal|show|print|give|tell|repeat)(?:me)?(?:your|the)(?:system|hidden|secret|initial)?(?:prompt|instruction|rules)",
        r"systemprompt|youarenow|pretendto|jailbreak",
    )
)
"""For texts whose letters stand apart, when all their spaces are taken out."""
