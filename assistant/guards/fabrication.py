"""Demands for what no document says: invented facts, quotations and sources; and markup."""

from assistant.guards.phrases import DO, compiled

__all__ = ["FABRICATION", "MARKUP"]

_WORDS = r"(?:quot(?:e|es|ation|ations)|citations?|sources?|references?|page numbers?|footnotes?|links?|statements?|promises?|pledges?|statistics?|stats?|figures?|numbers?|facts?|documents?|reports?|plans?|press releases?|extracts?|passages?|polic(?:y|ies)|commitments?|examples?|results?)"

FABRICATION = compiled(
    (
        rf"\bmake (?:up|one up|something up|it up|them up) ?(?:a|an|some|the|something|if|from)?\b(?! (?:of|for|the (?:shortfall|difference|force|number|rest|team)))|{DO}(?:make up|invent|fabricate|fake|forge|falsify|concoct|hallucinate)\b",
        rf"\b(?:plausible(?:[- ]sounding)?|realistic(?:[- ]sounding)?|fictional|fictitious|imaginary|dummy) (?:\w+ ){{0,2}}{_WORDS}\b|{DO}(?:give|write|make|use|add|show|produce|create|include|cite|quote|provide)\b.{{0,40}}\b(?:fake|forged|made[- ]?up|invented|false|bogus) (?:\w+ ){{0,2}}{_WORDS}\b",
        r"\bpretend (?:that )?(?:the|it|it's|there|a|an|your|in|some)\b|\b(?:may|can|could|should|must|to) invent\b|\bfill (?:in )?the gaps? (?:with|yourself|from)\b",
        rf"{DO}(?:quote|cite|show|say|state|claim|confirm|write|report|answer) (?:that |me )?(?:the |it |this |a )?.{{0,60}}\b(?:even (?:if|though)|whether or not|although|regardless|no matter)\b.{{0,50}}\b(?:says?|said|true|there|exists?|find|held|documents?|not|doesn't|isn't)\b",
        rf"{DO}(?:quote|cite) (?:the |a |an |from |his |her |their )?.{{0,50}}\b(?:saying|as saying|admitting|as (?:proof|evidence|the source)|to (?:prove|back)|promising that|stating that|declaring)\b",
        rf"{DO}(?:put|attach|add|use|give|stick|cite|attribute|credit|link|mark|label|place|append|insert|tag|show) (?:a |an |the |it |this |that |any |some |my |these )?(?:\w+ ){{0,4}}?(?:\[\d+\]|(?:to|with|as|from|under|after|by) (?:the |a |an )?(?:\w+ ){{0,3}}?(?:plan|citation|marker|source|commissioner|report|document|page \d+|footnote|\[\d+\]))(?=.{{0,60}}\b(?:to|so|saying|that|even|anyway|although|without|sentence|claim|my)\b|\W*$)",
        r"\b(?:fake|false|wrong|bogus|invented|made[- ]?up|phoney|phony) (?:citations?|markers?|quotations?|footnotes?|page numbers?)\b|\b(?:and|then) (?:reference|cite|source|attribute) (?:it|the|this|that|to|as|page)\b",
        rf"{DO}(?:imagine|assume|suppose|let's say) (?:that )?(?:the|a|there|this|it)\b|{DO}predict\b|\bguess (?:a|the|an|what|how)\b.{{0,40}}\b(?:if|even|number|figure|anyway|would)\b|\b(?:just|best|have a|take a) guess\b",
        r"\bwhat would (?:the |a )?(?:\w+ ){0,3}(?:plan|commissioner|pcc|panel|report|document) (?:have )?(?:said|say|promise|look like|contain|think)\b|\bwhat will (?:the |a )?(?:next|future|20[3-9]\d|new) (?:\w+ ){0,2}(?:plan|commissioner|budget|precept) (?:say|be|promise|contain)\b",
        rf"{DO}(?:write|draft|compose|create|generate|produce|add|complete|continue|extend|finish) (?:me )?(?:a|an|the|some|another|two|three|more) (?:\w+ ){{0,4}}?(?:section|chapter|paragraph|page|clause|quote|quotation|pledge|promise|commitment|plan|statement|foreword|priority|strategy|extract|passage|policy|annual report|sentence|minutes)\b",
        r"\b(?:change|alter|edit|amend|modify|reword|rewrite|replace|swap|correct|double|improve) (?:the |a |that |this |his |her |their |some |what )?(?:\w+ ){0,4}?(?:quot\w{1,8}|words?|figures?|numbers?|wording|citation|text|statistics?)\b.{0,50}\b(?:so|to|into|with|and|from|say|before|in)\b(?<!changed)(?=.{0,60}\b(?:sound|say|look|show|better|worse|stronger|show me|read)\b)",
        r"\bsign (?:it|this|that) (?:as|from|with|off)\b|\bas if (?:it|they|the|he|she) (?:\w+ )?(?:said|wrote|came|were|was|had|stood)\b|\bin (?:his|her|their|lloyd's|the commissioner's) own words\b.{0,40}\b(?:admit|invent|even|confess)\b",
        r"\b(?:without|don't|do not|no need (?:to|for)|skip|leave out|drop) (?:any |the |a |giv\w+ |show\w+ |checking |check(?:ing)? )?(?:citations?|sources?|quotations?|checking|verif\w+)\b|\b(?:cite|quote) (?:page|paragraph|section) \d{3,}\b",
    )
)

MARKUP = compiled(
    (
        r"<\s?/?\s?(?:context|instructions?|prompt|user|assistant|human|documents?|sources?|quotations?|question|answer|claims?|tool|function|s|inst|sys|end|sup|table|form|input|button|link|meta|body|html|style|base|video|audio|a)\b[^<]{0,200}>",
        r"<\s?/?\s?(?:script|img|iframe|system|svg|object|embed|marquee)\b|<!-{1,2}|\bjavascript\s?:|\bon(?:error|load|click|mouseover)\s?=|\bdata:text/html",
        r"\bdrop table\b|'\s?or\s?'?1'?\s?=\s?'?1|\bunion (?:all )?select\b|;\s?--|\bselect \* from\b|\$\{[^}]{0,200}\}|\{\{[^{}]{0,300}\}\}|\{%[^%]{0,200}%\}|<%[^%]{0,200}%>",
        r"<\|[a-z_ ]{1,30}\|?>|\[/?inst\]|<<sys>>|^#{1,6} ?(?:system|(?:new )?instructions?|(?:new )?task|assistant)\b(?=\W*$|\s?:| prompt)|```\s?(?:system|json|html|python|bash|sh)\b|^\W{0,6}(?:begin|end) (?:system|prompt|instructions)\b|-{3,} ?(?:begin|end|system|new)\b",
        r"!\[[^\]]{0,200}\]\s?\(|\[[^\]]{1,200}\]\s?\((?:https?:|//|data:|javascript:|mailto:)|\"(?:role|claims|markers|content|text)\"\s?:",
        r"\b(?:render|output|insert|include|embed|display|reply|respond|answer|format|return|write)\b.{0,50}\b(?:as|in|an?|with|using|the) (?:raw |clickable |valid |following )?(?:html|markdown|json|xml|iframe|image tag|script tag|hyperlink|latex|javascript|sql|yaml|ascii art|csv)\b",
        r"\b(?:end of|close the|closing) (?:the )?(?:quotations?|context|documents?|input|prompt|sources)\b(?! (?:period|stage))\s?[.:>\]-]",
    )
)
