"""English."""

from spmsg.message.rules.phrases.reviews import ReviewWords

_ALTER = (
    r"(?:chang|updat|remov|delet|edit|revis|amend|modif|withdr|retract|reconsider|rais|improv|"
    r"upgrad|alter|adjust|correct|eras|tak|revers|bump|mov)"
)
_CONTENT = r"(?:happy|satisfied|pleased|content|delighted|thrilled|enjoying|in love|glad)"

WORDS = ReviewWords(
    review=(
        r"(?:product |customer |seller |amazon |store )?(?:reviews?|feedbacks?|ratings?|testimonials?|"
        r"comments?)",
        r"(?:re)?review(?:ing|ed|er|ers)?",
        r"rat(?:e|ing) (?:us|me|them|him|her|my|both|the|this|your|our|it)",
        r"(?:five|four|three|two|one|[1-5]|5/5) ?stars?",
        r"stars?",
        r"(?:post|share|write|leave|tell|publish|let)~(?:experience|opinion|thoughts|impressions?|"
        r"a few words|a line|what you think)~(?:amazon|product page|online|listing|other "
        r"(?:customers|buyers|shoppers))",
        r"(?:post|publish|leave|write)~(?:experience|opinion|thoughts|impressions?)|what you "
        r"think of (?:our|the|your)(?! (?:proof|design|draft|mock|sample|artwork))",
        r"(?:post|upload|share)~(?:video|photo)s?~(?:listing|product page|amazon)",
    ),
    not_review=(
        r"(?:review|reviewing|reviewed)(?: and \w+)?(?: \w+){0,4} (?:proofs?|drafts?|designs?|"
        r"mock ?ups?|artwork|layouts?|sketch|"
        r"text|spelling|details|address|order|attachments?|attached|enclosed|pdf|document|file|"
        r"invoice|preview|options|"
        r"image|engraving|instructions|manual|quote|terms|policy|photos|measurements|claim|case",
        r"request|below|following|it)",
        r"(?:under|in|attached for your|enclosed for your|ready for(?: your)?|sent for(?: your)?|"
        r"available for(?: your)?|technical|internal|quality|safety|pending|await\w*|after|our|"
        r"design|proof|artwork|annual|manual|"
        r"legal|book|film|literature|peer|claim",
        r"team'?s?) review(?: (?:by our|and|of the (?:proof|design|case|claim)|approval|copy|book|"
        r"guide|journal|the).{0,20})?",
        r"review (?:and|or|then) (?:approve|confirm|sign|reply|let|return|check|answer|correct)",
        r"(?:feedback|comments?)~(?:on|about|regarding|for) (?:the |your |this |our |"
        r"my )?(?:\w+ ){0,2}(?:proof|draft|design|mock ?up|artwork|layout|sketch|engraving|preview)s?",
        r"(?:energy|power|voltage|current|load|ip|fire|water|weight|temperature|noise|pressure|"
        r"wattage|heat|safety|age|spf|tog|efficiency|"
        r"waterproof|octane|impact|class) ratings?",
        r"rat(?:ing|ed) (?:plate|label|for|at|of|voltage|current|power|load|is)",
        r"(?:delivery|order|gift|customi[sz]ation) comments?",
        r"stars? (?:shaped?|shap\w+|lamp|light|lights|print|pattern|sign|wars|trek|projector|"
        r"sticker|stickers|anise|fruit|map|chart|garland|cutter|cake|charm|"
        r"wand|earrings?|necklace|fish|hotels?|lantern|ornament|topper|decoration|badge|screw|bit|key",
        r"jump|energy|hotel slippers|luxury|motel|resort)",
        r"(?:five|four|three|[1-5]|gold|silver|paper|glow|pointed|single|lone|rock|north|death|"
        r"christmas|sheriff) stars? "
        r"(?:hotel|lounge|spa|resort|quality bedding|general|admiral|slippers)",
        r"(?:share|leave|write|tell)~(?:your )?experience (?:with assembly|level)",
        r"feedback (?:cable|resistor|loop|suppress\w*|sensor|control|controller|circuit|signal|device|"
        r"microphone|steering|wheel)",
        r"force feedback|haptic feedback|rating curve",
    ),
    praise=(
        r"(?:positive|good|great|excellent|nice|kind|favou?rable|glowing|perfect|top|lovely|"
        r"wonderful|amazing|awesome|outstanding|high|best|5/5|fantastic|raving|rave)"
        r"(?: and \w+)?(?: (?:product|customer|seller|amazon|5|five|star))* (?:reviews?|ratings?|"
        r"feedbacks?|comments?|testimonials?|words? on amazon|scores?)",
        r"(?:five|5|full|all|maximum|top|all five|all 5)(?: out of (?:five|"
        r"5))? ?(?:gold(?:en)? )?stars?(?: (?:reviews?|ratings?|feedbacks?))?",
        r"5/5|★{4,5}|☆{5}|\*{5}|(?:four|4) or (?:five|5) stars?|thumbs up",
        r"rat(?:e|ing)~(?:highly|5|five|positively)|(?:positively|highly) (?:review|rate)",
        r"review~positively|(?:say|write)~(?:something|some)~(?:nice|positive|good)",
    ),
    neutral=(
        r"honest\w*|candid|good or bad|positive or negative|negative or positive|good and bad",
        r"whether~(?:not|negative|bad|unhappy)|regardless|either way|truthful|both~(?:negative|bad)",
        r"unbiased|genuine|however many|from (?:one|1) to (?:five|5)",
        r"thank(?:s| you)~for (?:your|the|leaving|giving|such)~(?:review|rating|feedback)|hotel|luxury",
        r"we (?:received|read|saw)~(?:positive|kind|good|5|five)",
    ),
    happy=(
        rf"(?:if|when|should|since|as|because|in case|provided|assuming)~(?:{_CONTENT}|lov(?:e|ed|ing)|"
        r"lik(?:e|ed|ing)|enjoy(?:ed)?|met|meets|meet|exceed(?:s|ed)?|perfect|great|fine|well|"
        r"as expected|pleases?|impressed|works for you|satisf\w+|good|expectations|5|five)",
        r"(?:happy|satisfied|love it|like it|enjoying it|loving it|pleased|delighted)(?: \w+){0,4} ?\?",
        rf"^\W*(?:happy|satisfied|loving|love|enjoying)(?: \w+){{0,5}}$|only if~{_CONTENT}",
        rf"(?:{_CONTENT}|happy) (?:customers?|buyers?)",
        rf"(?:are|were) you {_CONTENT}|(?:do|did) you (?:like|love|enjoy)",
    ),
    divert=(
        r"(?:before|instead of|rather than|prior to|without)~(?:leav|post|writ|giv|submit|rat|review|"
        r"publish|resort|consider|mak)\w*~(?:reviews?|ratings?|feedback|stars?|comments?|us|it|"
        r"anything)",
        r"(?:don't|do not|please don't|avoid|refrain from|hold off|think twice before|never)~(?:leav|"
        r"post|writ|giv|submit|publish|rat)\w*~(?:bad|negative|low|poor|1|one|critical|neutral|3|"
        r"three|two|2)~(?:reviews?|ratings?|feedback|stars?|comments?)",
        r"(?:negative|bad|low|poor|critical|neutral) (?:reviews?|ratings?|feedbacks?|"
        r"comments?) (?:hurts?|harms?|damag\w*|destroy\w*|affects?|can|could|would|will|seriously)",
        r"anything (?:less|under|below|other) (?:than )?(?:5|five)",
        r"(?:before|prior to) (?:reviewing|rating)(?: us| the product| it| your purchase)?$",
    ),
    change=(
        r"(?:took|taken|taking|take) (?:down|back|off)~{review}",
        rf"{_ALTER}(?:e|es|ing|ed|y|ying|aw|awing|e down|ing down|e back|e off)?(?: (?:down|back|"
        rf"off|or|and|\w+ing|\w+e))?(?: (?:your|the|this|that|a|an|any|his|her|their|it|or|and|to|"
        rf"for|us|of|from|previous|earlier|original|current|old|existing|negative|bad|low|poor|"
        rf"critical|product|customer|seller|amazon|one|two|three|1|2|3|star|initial|first|unfair|"
        rf"neutral|recent|or \w+|,)){{0,6}} "
        r"(?:reviews?|ratings?|feedbacks?|stars?|comments?)",
        r"(?:reviews?|ratings?|feedback)~(?:removed|deleted|changed|taken down|withdrawn|revised|"
        r"updated|upgraded|edited|amended|be gone|disappear\w*)",
        r"(?:from|to) (?:one|two|three|1|2|3) (?:star )?(?:to|into) (?:four|five|4|5) stars?",
        r"turn~(?:into|to) (?:a )?(?:5|five|positive|four|4)",
        r"second look at (?:your|the) (?:review|rating)",
        r"(?:removal|deletion|revision) of (?:your|the|that)~(?:review|rating|feedback)",
        r"(?:think again|rethink|reconsider\w*|revisit)~(?:reviews?|ratings?|feedback|stars?)",
    ),
    change_it=(
        r"(?:take|taking|took) (?:it|that|this|them) (?:down|off|back)",
        r"(?:remov|delet|chang|updat|revis|edit|amend|withdraw|reconsider|modify|rais|improv)(?:e|ing|"
        r"y)? (?:it|that|this|them)(?: \w+)?",
    ),
)
