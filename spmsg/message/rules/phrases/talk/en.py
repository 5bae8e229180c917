"""English."""

from spmsg.message.rules.phrases.talk import TalkWords

WORDS = TalkWords(
    common=(
        "us or by get all do does can could was there that they my here but when next free just now "
        "the you your our we is are and to of for this with please have has "
        "will it not be on from thanks thank order if hello hi dear what which would"
    ),
    negation=(
        r"not(?! (?:only|happy|satisfied|yet|miss|hesitate|forget|just|wait))|never|"
        r"no(?! (?:matter|later|problem|worries|doubt))|cannot|"
        r"can't(?! wait)|don't(?! (?:miss|hesitate|forget|wait|worry))|won't|doesn't|isn't|without|"
        r"nothing|nor|neither",
        r"forbid\w*|prohibit\w*|against (?:the )?(?:rules|policy)|unable",
        "only you",
    ),
    condition=("if|should|unless|in case|any reason|whenever",),
    ours=(
        r"(?:we|i)(?:'ll|'ve| will| have| are| can| could| did)?(?: \w+ly)?|our team (?:will|has)|"
        r"we are going to",
    ),
    reported=(r"you (?:asked|wondered|wanted to know|wrote)(?: \w+)? (?:whether|if|that|about|for|how|why)",),
    idle=(
        r"(?:hello|hi|hey|dear|good (?:morning|afternoon|evening|day))(?:[,\s].{0,40})?",
        r"(?:(?:hello|hi|dear|hey)[^,]{0,30}, )?(?:many |kind )?thank(?:s| you)(?: (?:very|so) much|"
        r" a lot)?(?: (?:again|for|and) [^,;]{0,90})?",
        r"we (?:really |truly |greatly )?(?:appreciate|value|thank) .{0,80}",
        r"we (?:hope|wish|trust) .{0,90}|enjoy .{0,60}",
        r"have a (?:great|nice|good|lovely|wonderful) .{0,40}",
        r"(?:if you have|should you have|in case of|for) any .{0,90}",
        r"(?:please )?(?:feel free|do not hesitate|don't hesitate|just reply|let us know if (?:you|"
        r"there|any)|"
        r"contact us|we(?:'re| are) (?:always |here )).{0,90}",
        r"(?:hello|hi)?,?(?: )?(?:your|the|it|everything)(?: (?:order|parcel|package|item|purchase|"
        r"shipment|delivery))?(?: .{0,40})? (?:has (?:now )?(?:been )?(?:shipped|dispatched|sent|"
        r"confirmed|received|placed|left|delivered)|is (?:on its way|confirmed|on the way|"
        r"being prepared)|was (?:shipped|dispatched|sent|confirmed|delivered|received)|shipped|"
        r"will (?:arrive|ship|be (?:shipped|delivered|dispatched))).{0,90}",
        r"we(?:'ve| have)? (?:just |now |already )?(?:shipped|dispatched|sent|received|confirmed|"
        r"confirm|posted) (?:out )?your (?:order|parcel|package|item|payment).{0,80}",
        r"(?:the |your )?(?:tracking (?:number|id|code)|estimated delivery).{0,60}",
        r"(?:kind |best |warm )?regards.{0,40}|sincerely.{0,40}|cheers.{0,30}|yours .{0,40}",
        r"(?:the |your )?.{0,30} team",
    ),
    shown=(),
    inscribed=(
        r"sign|plaque|plate|tag|label|banner|sticker|stamp|business cards?|engrav\w*|print\w*|"
        r"embroider\w*|inscription|lettering",
        r"(?:text|line|wording)(?: \w+)? (?:for|of|on)",
    ),
    asked=(
        "(?:leave|rate|write|post|give|submit|share|click|choose|select|enter|use|type|with|"
        r"as)(?: (?:us|a|an|your|the|code|our|me|in|of))*\W*",
    ),
)
