"""Page furniture: regular expressions for whole lines, in any case, written by hand."""

from .words import WORDS, Word

_VERBS = "|".join(word for word, kind in WORDS.items() if kind & Word.FINITE and word.isalpha())
_VERB = rf"\b(?:\w{{3,}}ed|paid|say|says|said|{_VERBS})\b"
_TELLS = rf".*(?:\d.*{_VERB}|{_VERB}.*\d)"
_TITLE_CASE = (
    r"(?-i:[\"“‘']?[A-Z][\w’'-]*)(?:[ ,]+(?:(?-i:[\"“‘']?[A-Z\d][\w’'-]*[\"”’'?]?)|(?:an?|the|of|in"
    r"|on|at|to|for|and|or|by|with|from|as)\b)){1,24}+"
)
FURNITURE = (
    r"\d{1,2}:\d{2}(?::\d{2})?\s*[-–—]\s*source\b.*",
    r"(?:photo|image|picture|video|graphic|illustration)s?\s*(?:credit|by|courtesy)\b.*",
    r".{0,200}\bcontributed (?:reporting )?to (?:this|the) (?:report|story|article)"
    r"(?: from (?-i:[A-Z])[\w ,]{0,40})?\.?",
    r".{0,200}\bcontributed reporting\b.{0,60}",
    r"\(?(?:additional )?(?:reporting|editing|writing|compiled) by (?-i:[A-Z])[\w.'’-]*[^,.]{0,80}"
    r"(?:[;,] [^,.]{0,80}){0,3}\.?",
    r"(?:share|tweet|e-?mail|print|save|comments?|pin it|like|follow us)(?:\s*(?:this|on|with|the)?"
    r"\s*(?:story|article|page|facebook|twitter|x|whatsapp|linkedin)?)?[\s.:!]*\d*",
    r"(?:share|follow|join) (?:this|us|our|the conversation)\b.{0,80}",
    # "Read more: Bridge shut after crash"; a figure and a verb make it a sentence of the article
    rf"(?:(?:read|see|watch|listen|more|related) (?:more|also|next|now|on|stories|coverage|here|to"
    rf"|articles?)|related)\s*[:>»](?!{_TELLS}).{{1,200}}[^.]",
    rf"(?:read|see|watch|listen|more)\s*[:>»]\s*(?!{_TELLS}){_TITLE_CASE}",
    r"(?:©|\(c\)|copyright\b).{0,200}",
    r".{0,80}\ball rights reserved\b.{0,80}",
    r"by (?!(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)(?-i:[A-Z])[\w.'’-]+"
    r"(?:,? (?:and|(?-i:[A-Z])[\w.'’-]*)){1,8}",
    r"(?:advertisement|advert|sponsored(?: content)?|story continues below.*|continue reading.*"
    r"|click here.*|sign up (?:for|to).*|subscribe.*|hide caption|toggle caption|play video"
    r"|media caption|image caption|getty images|view comments|skip (?:ad|to).*|load more.*)",
    # possessive, so that a long run of digits is not tried in every way
    r"(?:last |first )?(?:updated?|published|posted)(?::|\s|on\b|at\b|\d[\d:./,-]*+|[ap]\.?m\.?|,"
    r"|(?-i:[A-Z]{2,4})\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?){2,}+",
    r"(?:topics?|tags?|filed under|keywords)\s*:.*",
    r"(?:story|article) highlights|highlights|key points|at a glance|what we know|the key points",
    r"<[^<>\n]{1,200}>(?:</[a-z]+>)?\.?",
    r"(?:https?://|www\.)\S+",
    r"[-–—_*=#~•.\s]{1,200}",
)
