"""What can be recognised as personal in what people write, and is taken out before it is kept.

Most names cannot be told from other words, so the pages ask to leave them out. A name is only
taken out where it is plain that somebody gives theirs: after "my name is", or beside a postcode, a
telephone number or an e-mail address.
"""

import re
import unicodedata

__all__ = ["without_personal_data"]

# Every repetition has a limit, so that long texts take no longer than their length. Where the
# groups of digits matter, it is so that years and figures survive.
_JOIN = r"[ .‐-―−-]?"
_EMAIL = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}(?: ?@ ?| ?[(\[] ?at ?[)\]] ?)"
    r"(?:[\w-]{1,63}(?:\.| ?[(\[] ?dot ?[)\]] ?)){1,8}[\w-]{2,63}",
    re.IGNORECASE,
)
_CARD = re.compile(
    rf"(?<![\d£$€])(?:3[47]\d\d{_JOIN}\d{{6}}{_JOIN}\d{{5}}"
    rf"|(?:[3-6]\d{{3}}|2[2-7]\d\d)(?:{_JOIN}\d{{4}}){{3}}(?:{_JOIN}\d{{1,3}})?|[3-6]\d{{12,18}})"
    r"(?!\d)"
)
_NATIONAL_INSURANCE = re.compile(
    r"\b[A-Z]{2}[ .-]?(?:\d{6}|\d\d([ .-])\d\d\1\d\d)[ .-]?[A-D]\b", re.IGNORECASE
)
_WITHIN = r"[ .()‐-―−-]{0,2}"
_PHONE = re.compile(
    r"(?<![\d£$€])(?<!\d[.,])"
    r"(?!\d\d?[./-]\d\d?[./-](?:\d\d){1,2}(?!\d))"  # a date
    rf"(?:(?:(?:\+|\b00 ?)44{_WITHIN}(?:0{_WITHIN})?|\(?0\)?[ -]?)[1-357-9](?:{_WITHIN}\d){{8,9}}"
    rf"|(?:\+|\b00 ?)[1-9]\d{{0,2}}(?:{_WITHIN}\d){{7,12}}"
    r"|7[1-9]\d\d[ -]?\d{6})(?!\d)"
)
_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC"
    "|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS"
    "|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR"
    "|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|B|E|G|L|M|N|S|W"
)
_POSTCODE = re.compile(
    rf"\b(?:{_AREAS})\d[A-Z\d]?[ -]{{0,2}}\d[ABD-HJLNP-UW-Z]{{2}}\b", re.IGNORECASE
)

# Names and addresses, once the rest is replaced by what it was.
_TITLE = r"(?:[Mm](?:r|rs|s|iss|x)|[Dd]r|[Ss]ir|[Rr]ev|[Pp]rof)\b\.?"
_WORD = r"[^\W\d_a-zß-öø-ÿ][\w'’-]{0,30}"
"""A word with a capital."""
_REPLACED = r"\[(?:postcode|phone number|e-mail|address)\]"
_NO_NAME = r"(?:and|but|i|from|of|what|who|how|where|when|why|did|do|can|please|my)"
_LINK = r"(?:,| on| at| -| –|:| \()?:? ?"
_STREET = re.compile(
    r"(?i:\b(?:flat|apartment|unit) \d{1,4}[a-z]?,? )?\b\d{1,3}[A-Za-z]?,? "
    rf"(?:{_WORD} ){{1,3}}"
    r"(?i:street|st|road|rd|avenue|ave|lane|close|drive|way|gardens|grove|crescent|court|place"
    r"|terrace|hill|walk|mews|row|square)\b"
)
_INTRODUCED = re.compile(
    rf"(\bmy (?:full |sur|first )?name(?: is|['’]s|:)? )(?:{_TITLE} )?[^\W\d_][\w'’-]{{0,30}}"
    rf"(?: (?!{_NO_NAME}\b)[^\W\d_][\w'’-]{{0,30}})?",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?i:(\bi am |\bi['’]m |\bsigned,? |\bregards,? |\byours,? ))"
    rf"(?:{_TITLE} {_WORD}(?: {_WORD}){{0,2}}|{_WORD} {_WORD}(?: {_WORD})?)"
    rf"(?=[,.;:!?]|$| of | from | and |{_LINK}\[)"
)
_TITLED = re.compile(rf"\b{_TITLE} {_WORD}(?: {_WORD}){{0,2}}(?=.{{0,60}}?{_REPLACED})")
_TITLED_AFTER = re.compile(rf"({_REPLACED}.{{0,10}}?)\b{_TITLE} {_WORD}(?: {_WORD}){{0,2}}")
_BESIDE = re.compile(rf"\b{_WORD} {_WORD}(?: {_WORD})?(?={_LINK}{_REPLACED})")


def without_personal_data(text: str) -> str:
    """Return text on one line with what is recognised as personal replaced by what it was.

    >>> without_personal_data("I live at AL1 3XY, ring 07700 900123 about the 2013-18 plan")
    'I live at [postcode], ring [phone number] about the 2013-18 plan'
    """
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    words = " ".join(visible.split())
    words = _EMAIL.sub("[e-mail]", words)
    words = _CARD.sub(_without_card, words)
    words = _NATIONAL_INSURANCE.sub("[National Insurance number]", words)
    words = _PHONE.sub("[phone number]", words)
    words = _POSTCODE.sub("[postcode]", words)
    return _without_names(words)


def _without_names(words: str) -> str:
    """Take out names where somebody plainly gives theirs, and the house and street."""
    words = _STREET.sub("[address]", words)
    words = _INTRODUCED.sub(r"\1[name]", words)
    words = _SAID.sub(r"\1[name]", words)
    words = _TITLED.sub("[name]", words)
    words = _TITLED_AFTER.sub(r"\1[name]", words)
    # Two words with capitals there may also be a town.
    return _BESIDE.sub("[name or place]", words)


def _without_card(found: re.Match[str]) -> str:
    """Replace a number whose last digit checks the others, as those of cards do (Luhn)."""
    digits = [int(char) for char in reversed(found.group()) if char.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return "[card number]" if (sum(digits[::2]) + sum(doubled)) % 10 == 0 else found.group()
