"""Whether somebody describes danger that is happening: they get 999 before any search.

People in danger state things; people who ask about plans ask. So what somebody does to "me" is
danger however it is put, while violence to others counts only in a statement that does not speak
of plans, figures or years. It errs towards 999: a wrong 999 costs a reader a moment.

These patterns need no index. They know only wordings that somebody thought of;
`assistant.danger_model` catches many others.
"""

import re
from collections.abc import Sequence

__all__ = ["asks", "describes_danger", "speaks_of_self"]

_KIN = (
    r"my (?:\w+ ){0,2}?(?:child|children|kids?|baby|son|daughter|mum|mother|dad|father|parents?|sister|"
    r"brother|gran|nan|grandad|friend|neighbour|wife|husband|partner|boyfriend|girlfriend|ex|flatmate|"
    r"step-?(?:dad|mum|father|mother)|uncle|aunt|cousin|carer|boss|landlord)"
)
_HOME = r"(?:my|our|the) (?:back |front |next door )?(?:house|home|flat|garden|door|window|windows|shed|car|room|stairs)"
_ME = rf"(?:me|us|my face|my throat|{_KIN}|{_HOME})"
_PERSON = (
    rf"(?:he|she|they|we|i|someone|somebody|{_KIN}|(?:a|the|some|this|two|three) (?:\w+ ){{0,2}}?"
    r"(?:man|men|woman|women|guys?|lads?|boys?|girls?|kids?|gang|group|people|person|intruders?|burglars?|strangers?))"
)
_DOING = (
    r"(?:attack|beat|hit|hurt|stab|shoot|strangl|chok|rap|kick|punch|assault|threaten|follow|stalk|"
    r"smash|kill|fight|scream|drown|bleed|abus|touch|grab|rob|mugg?|burn|try|break|bash|bang|batter|harass)"
)
_TO_ME = (
    r"(?:attack|beat|hit|hurt|stab|shoot|strangl|chok|rap|kick|punch|assault|threaten|follow|stalk|"
    r"kill|abus|touch|grab|rob|mugg?|harass)"
)
_DONE = (
    r"(?:attacked|beaten(?: up)?|hit|hurt|stabbed|shot|strangled|choked|raped|kicked|punched|assaulted|"
    r"threatened|stalked|kidnapped|taken|grabbed|robbed|mugged|burgled|run over|knocked (?:down|over)|abused|spiked)"
)
_WEAPON = r"(?:knife|gun|machete|weapon|acid|axe|hammer|sword|blade)"
_CHILD = r"my (?:\w+ ){0,2}?(?:child|kid|baby|son|daughter|mum|mother|dad|father|gran|nan|grandad|husband|wife|friend)"

_ALWAYS: Sequence[str] = (
    r"\bpoint (?:of|in|to) (?:living|going on|carrying on|life)\b|\bcut (?:myself |it )?too deep\b",
    r"^(?:i |just |ive |i've )*(?:got|been|was) (?:beaten(?: up)?|jumped|attacked|mugged|robbed|stabbed|assaulted|punched)\b.{0,60}\b(?:tonight|just now|last night|this (?:morning|evening|afternoon)|(?:minutes|hours?) ago)\b",
    rf"(?<!nearly )(?<!almost )\b{_TO_ME}(?:s|es|ing|ning|ting|bing|ed|led|bed|t)? (?:\w+ ){{0,1}}?me\b(?! (?:about|what|how|why))",
    rf"\b{_PERSON}\b.{{0,20}}\b{_TO_ME}(?:s|es|ing|ning|ting|bing|ed)? us\b",
    r"^(?:please |pls )?(?:raped|stabbed|attacked|bleeding|choking|trapped|drowning|suicidal|got jumped|(?:he|they|she|theyre|they're|hes|he's)(?:'s)? (?:inside|here|coming)|(?:pls |please )?(?:come|hurry)(?: quick(?:ly)?| now)*|can'?t (?:talk|speak|breathe)|help (?:police|pl[sz]|me|us|now)|p(?:lea|le|li)?[sz]+e? (?:police|polis|help|come|hurry))[!. ]*$",
    r"\b(?:is|does|would) it (?:really |still |even )?(?:ok|okay|normal|legal|illegal|allowed|wrong|right|against the law|abuse|rape|assault|stalking|(?:count|class) as \w+)\b.{0,40}?\b(?:if|for|when|that) (?:my|your|you|you're|youre|he|she|i|his|her|someone)\b.{0,40}\b(?:hit|hits|hitting|lock\w*|forc\w*|mak(?:e|es|ing) (?:me|you) (?:have sex|do)|chok\w*|slap\w*|kick\w*|touch\w*|threat\w*|hurt\w*|married|drunk|passport|controls?|track\w*|beats?|punch\w*|follow\w*)",
    r"\bhow (?:many|much|long)\b.{0,25}\b(?:paracetamol|aspirin|pills|tablets|insulin|(?:to|would it take to) (?:die|overdose|bleed out|bleed to death))\b|\b(?:painless|least painful|easiest|quickest|best) way (?:to (?:die|go|end it|kill myself)|of (?:dying|killing myself))",
    r"^(?:999|112|emergency|sos|help+|(?:call|ring|send|get|need|i need) (?:the |an? )?(?:999|police|ambulance|help)(?: now| please)*)[!. ]*$",
    r"^(?:i'?m |being |getting |i am )*(?:being|getting) (?:raped|attacked|beaten|mugged|robbed|followed|stalked|chased|stabbed|abused|trafficked)\b",
    r"^(?:i'?m |i am |feeling |my friend is |he is |she is |hes |shes )?(?:suicidal|self[- ]harming)\b|\bcut (?:my|her|his) wrists?\b",
    r"\b(?:hasn'?t|has not|didn'?t|did not) come (?:home|back)\b|\bchasing me\b|\bcomes into my (?:bed)?room\b|\bat the door\b(?!.*\b(?:plan|canvass)\b)",
    r"\bi (?:just )?(?:took|have taken|swallowed) \d+ \w+|\bi(?:'m|m| am) going to kill\b|\bplease help my\b|\bstalker outside\b|\bshots? (?:fired|being fired)\b|\bfound a bomb\b",
    rf"\b(?:{_KIN}|he|she|they|someone|somebody)\b.{{0,20}}\b(?:hits|beats|hurts|attacks|rapes|strangles|abuses|touches|threatens|stalks|follows) {_ME}\b",
    rf"\b{_PERSON}\b.{{0,30}}\b(?:break(?:ing)? in|trying to (?:get|break) in|breaking into|smashing|kicking|banging) ?(?:to |in )?(?:{_HOME})?(?=.*\b(?:my|our|me|us|in)\b)",
    rf"\bi(?:'m|m| am|'ve|ve| have| was| got)(?: just| been| being| got| getting)* {_DONE}\b",
    r"\bi(?:'m|m| am) (?:being|getting) (?:followed|stalked|threatened|held|watched|chased)\b",
    r"\b(?:outside|at|on) (?:my|our|the) (?:front |back )?(?:door|window|house|flat)\b.{0,30}\b(?:bang|shout|scream|kick|knife|gun|scared|won'?t|try)\w*",
    r"\b(?:someone|somebody|he|she|they|ex|man)(?:'s|s)?\b.{0,20}\bat (?:my|our|the) (?:window|door)\b",
    r"\bbeing (?:stalked|followed|beaten|hit|threatened|abused|attacked|blackmailed) by (?:my |an? |the )?(?:ex|partner|husband|wife|boyfriend|girlfriend|dad|father|mum|man|someone|somebody|neighbour)",
    r"\bi (?:do not|don'?t) feel safe\b(?!.*\b(?:in the town|plan|street ?light))|\bi can'?t (?:take|do|cope with) (?:it|this) (?:any ?more|anymore)\b",
    r"\bi(?:'m|m| am) (?:so |too |really )?(?:scared|afraid|frightened) to go home\b",
    r"\b(?:is|are|he'?s|she'?s|they'?re) (?:going to|gonna|about to) (?:kill|hurt|stab|shoot|rape)\b",
    r"\bwon'?t let (?:me|us) (?:leave|go|out)\b|\bagainst my will\b|\b(?:locked|trapped|shut) (?:me|us) in\b|\bi(?:'m|m| am) trapped\b",
    r"\b(?:want|going|feel like|thinking (?:of|about)|plan|about|ready|need) (?:to )?(?:end(?:ing)? (?:it(?: all)?|my life|things)|kill(?:ing)? myself|die\b|dying|hurt(?:ing)? myself|harm(?:ing)? myself)",
    r"\bdo(?:n'?t| not) want to (?:live|be here|be alive|go on)\b|\bi(?:'m|m| am) suicidal\b|\bkill myself\b",
    rf"\b(?:going to|gonna|says? (?:he|she|they)(?:'ll| will|'s going to)|threatening to|threatened to|trying to|want(?:s|ed)? to|will) (?:kill|hurt|stab|shoot|rape|burn) {_ME}\b",
    r"\bi(?:'m|m| am) (?:so |really |very )?(?:scared|terrified|frightened|in danger|not safe|hiding)\b.{0,40}\b(?:he|she|they|him|her|of my)\b",
    rf"\b(?:someone|somebody|a man|a woman|people|men|intruder|burglar|stranger)\b.{{0,25}}\b(?:in|inside|outside|at) {_HOME}\b",
    rf"\b(?:pulled|pointed|waved|waving|pointing) (?:a|his|her|their) {_WEAPON}\b.{{0,12}}\b(?:me|us)\b",
    rf"\b(?:{_PERSON}|{_KIN})(?:'s|s| is|'re| are|'m| am)? (?:\w+ ){{0,2}}?(?:locked|trapped|tied up|held|stuck) in(?:side)? (?:a|an|the|his|her|their) (?:\w+ )?(?:van|car|boot|lorry|room|house|flat|building|cellar|basement|garage|shed|cupboard|lift)\b",
    r"\b(?:smoke|flames) (?:is |are )?(?:coming|pouring|billowing)\b.{0,80}\b(?:i|my|next door|in there|inside|neighbour\w*)\b|\b(?:is|are|they'?re|he'?s|she'?s) (?:still|stuck|trapped) (?:in there|inside)\b",
    r"\b(?:people|someone|somebody|those|women|men|kids|children) like me (?:who |that )?(?:wants?|tr(?:y|ies)|needs?) to (?:kill|hurt|harm|end)\b",
    r"\bbeing (?:abused|beaten|hit|hurt|raped) by (?:\w+ ){1,3}like mine\b",
    r"\b(?:overdosed|(?:took|taken|had) (?:an overdose|(?:too many |loads of |some )?(?:pills|tablets)))\b",
)  # fmt: skip

_IN_A_STATEMENT: Sequence[str] = (
    r"\bkill (?:herself|himself|themselves)\b|\bbeing trafficked\b",
    rf"\b{_PERSON}(?:'s|s| is|'re|re| are|'m|m| am| keeps?| has been| have been| started|'s been)? (?:\w+ ){{0,3}}?{_DOING}\w*ing\b",
    rf"\b{_PERSON}\b.{{0,15}}(?: just|'s| has| have|'ve|ve| got| was| were| been)+ (?:just |been )*{_DONE}\b",
    rf"\b{_PERSON}\b.{{0,30}}\b(?:has|have|got|had|with|holding|carrying|pulled|waving|pointing) (?:got )?(?:a|an|his|her|their) (?:\w+ )?{_WEAPON}\b",
    rf"\b(?:he|she|they|ex|man|someone|somebody)(?:'s|s|'ve|ve| has| have)? (?:got )?(?:a|an) {_WEAPON}\b",
    r"\bsmoke (?:is )?(?:coming|pouring)\b|\b(?:just )?crashed (?:outside|into|in front)\b",
    rf"\b{_CHILD}(?:'s| is| has)? (?:been |gone |just )*(?:missing|disappeared|kidnapped|collapsed|unconscious|hurt|bleeding|choking|dying)\b",
    r"\b(?:not|isn'?t|stopped|can'?t) breath(?:ing|e)\b|\bwon'?t wake up\b|\bunconscious\b|\bcollapsed\b|\bbleeding (?:badly|heavily|out|everywhere)\b|\b(?:heart attack|seizure)\b",
    r"\b(?:house|flat|building|home|shop|car|bin|shed|next door)(?:'s| is)? on fire\b|\bthere(?:'s|s| is)(?: been)? (?:a |an )?(?:\w+ )?(?:fire|bomb|stabbing|shooting|fight|explosion|crash|gunman|intruder|burglar|body)\b",
    r"\b(?:crash|accident|collision)\b.{0,30}\b(?:hurt|injured|trapped|dead|bleeding)\b",
    r"\b(?:intruder|burglar|prowler)s?\b.{0,15}\b(?:in|inside|outside|at|now|here)\b",
    r"\b(?:hear|see|seen|heard) (?:someone|somebody|people|a man|men)\b.{0,25}\b(?:downstairs|upstairs|outside|in|inside|at|screaming|shouting|being)\b",
    rf"^(?:he|she|they|{_KIN}|someone|somebody|my ex)(?:'s|s| is|'re| are) (?:outside|back|here|downstairs|upstairs|in the (?:house|garden|hall|car)|at the (?:door|window))\b.{{0,10}}\b(?:again|now|and|with)\b",
    r"\b(?:he|she|they)(?:'s|s| is|'re| are)? (?:outside|at the door|here|coming)\b.{0,40}\b(?:leave|now|help|scared|me|us|kill|hurt)\b",
    r"^(?:please )?(?:help(?: me| us)?|i need help)(?: (?:now|please|me|quick(?:ly)?))*[!. ]*$",
    r"\b(?:call|send|need|get) (?:the )?(?:police|ambulance|cops)\b.{0,25}\b(?:now|here|please|quick(?:ly)?|urgent(?:ly)?|he|she|they|help|someone)\b",
    r"\b(?:someone|somebody|man|woman|person|kid|child)(?:'s| is) (?:dying|drowning|unconscious|screaming|bleeding|choking)\b",
)  # fmt: skip

_ASKING = re.compile(
    r"^(?:what|how|why|which|where|when|who|whose|does|do|did|is|are|was|were|has|have|had|can|could|"
    r"should|will|would|tell|show|list|explain|compare)\b"
)
_ARCHIVE = re.compile(
    r"\b(?:figures?|statistics|stats|plans?|reports?|strategy|policy|how many|how much|number of|fund|"
    r"scheme|budget|commissioner|pcc|panel|precept|priorit\w+|(?:19|20)\d\d|years? ago|last year|last month|"
    r"campaign|survey|consultation)\b"
)
_SOMEBODY = re.compile(
    r"\b(?:i|i'?m|i'?ve|me|my|we|we'?re|us|our|he|he'?s|she|she'?s|him|her|someone|somebody|there'?s)\b"
)
_LONG_AGO = re.compile(
    r"\b(?:(?:years?|months?|summers?|winters?) ago|last (?:year|month|spring|summer|autumn|winter)|as a (?:child|student)|"
    r"(?:in|since) (?:(?:19|20)\d\d|(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\b(?! (?:he|she|they|my|but|and)\b))|at christmas)\b"
)
_WEEKS_AGO = re.compile(r"\b(?:weeks? ago|last (?:week|month)|fortnight ago)\b")
_ASKS_SOMEWHERE = re.compile(
    r"(?:\?|(?:^|[,.;:!] |\band )(?:(?:what|how|why|where|when|who)(?:'?s)?|which|whose|does|do|did|is|are|was|were|"
    r"has|have|had|can|could|should|will|would|any)\b)"
)
_ASKS_A_FACT = re.compile(
    r"[,.;:!] (?:what (?!do\b|can i\b|should\b|number\b|the\b)|how (?!do i\b|can i\b)|"
    r"(?:which|is (?:it|that|there|this)|are there|do you|does)\b)"
)
_IDIOM = re.compile(
    r"\b(?:traffic|heat|weather|cuts?|tax(?:es)?|bills?|precept|deadlines?|prices?|wait(?:ing)?|queues?|noise|rates?|parking|litter)"
    r" (?:is|are) (?:\w+ )?(?:killing|strangling|choking|hurting)\b|\bbleeding money\b|\bhit by the \w+ (?:freeze|rise|cuts?)"
)


def describes_danger(text: str) -> bool:
    """Say whether a text describes danger to the writer or to somebody near.

    Args:
        text: Lower case, plain quotation marks, single spaces.
    """
    text = _IDIOM.sub("", text)
    over = _LONG_AGO.search(text) or (_WEEKS_AGO.search(text) and _ASKS_SOMEWHERE.search(text))
    if not over and any(re.search(pattern, text) for pattern in _ALWAYS):
        return True
    if over or _ASKING.match(text) or _ARCHIVE.search(text) or _ASKS_A_FACT.search(text):
        return False
    return any(re.search(pattern, text) for pattern in _IN_A_STATEMENT)


def asks(text: str) -> bool:
    """Say whether a text asks something, or speaks of plans, figures or years.

    Args:
        text: As in `describes_danger`.
    """
    return bool(_ASKS_SOMEWHERE.search(text) or _ARCHIVE.search(text))


def speaks_of_self(text: str) -> bool:
    """Say whether a text tells of somebody, the writer or another: 999 stands beside what it gets.

    Wider than `describes_danger`, which misses some: where nothing is found, a line more costs less.
    """
    return bool(_SOMEBODY.search(text))
