"""English."""

from spmsg.message.rules.phrases.reviews import ReviewWords

_ALTER = (
    r"(?:chang|updat|remov|delet|edit|revis|amend|modif|withdr|retract|reconsider|rais|improv|"
    r"upgrad|alter|adjust|correct|eras|tak(?=\w+ (?:down|back|off))|revers|bump|mov)"
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
        "(?:words?|lines?|sentences?|verdict|post|thoughts?|opinion|experience|impressions?|praise|"
        "criticism|critique|remarks?)~(?:on|under|below|about|for|to) (?:the |our |your |this |its "
        r")?(?:product|listing|page|item page|detail page|product page|amazon|storefront|other \w+)",
        r"(?:tell|show|inform|let|warn|help)~(?:other|amazon|fellow|future|the) (?:amazon "
        r")?(?:shoppers?|"
        "buyers?|customers?|people|others|world|users?)",
        "what you (?:wrote|said|posted|published|left|have written)~(?:about|on|of|in)|your (?:words|"
        r"verdict|public \w+)",
        "(?:low|high|top|bad|poor|good|perfect|full) (?:scores?|marks?)|(?:go|going) public|publicly|"
        "the full five|thumbs (?:up|down)",
        "(?:harsh|unkind|unfair|critical|negative|bad|angry) (?:words|remarks?|criticism|opinion|post|"
        "text|entry)",
        r"(?:your|all|more|full|those|these|missing|few|many|some|shiny|golden) (?:\w+ )?stars|(?:five|"
        r"four|three|two|one|[1-5]) \w+ stars",
        "(?:amazon|review) (?:survey|questionnaire)|survey~amazon|write about your|review page",
        "(?:write|say|post|leave|put|share)~(?:on|at) amazon|(?:good|nice|kind|positive|friendly|bad|"
        "negative) (?:words|things)~(?:about (?:us|our|the)|on amazon)|let amazon know",
        "(?:share|describe|tell)(?: us)?~(?:experience|opinion|thoughts|impressions?)",
        r"(?:write|leave|post|drop|put)(?: us)? (?:\w+ ){0,2}(?:lines?|words?|sentences?)|clip~product "
        "page|(?:fifth|5th) star",
        r"(?:let|tell) (?:the )?others(?: know)?|(?:the )?others know|video~(?:listing|product page|"
        r"amazon)",
    ),
    not_review=(
        r"(?<!\ba\s)(?<!your\s)(?<!photo\s)(?<!product\s)(?<!honest\s)(?:review|reviewing|"
        r"reviewed)(?: and \w+)?(?: (?!with\b|of\b)\w+){0,4} (?:proofs?|drafts?|designs?|"
        r"mock ?ups?|artwork|layouts?|sketch|"
        r"text|spelling|details|address|order|attachments?|attached|enclosed|pdf|document|file|"
        r"invoice|preview|options|"
        r"image|engraving|instructions|manual|quote|terms|policy|photos|measurements|claim|case|"
        r"request|below|following|it)",
        r"(?:under|in|attached for your|enclosed for your|ready for(?: your)?|sent for(?: your)?|"
        r"available for(?: your)?|technical|internal|quality|safety|pending|await\w*|after|our|"
        r"design|proof|artwork|annual|manual|"
        r"legal|book|film|literature|peer|claim|"
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
        r"wand|earrings?|necklace|fish|hotels?|lantern|ornament|topper|decoration|badge|screw|bit|key|"
        r"jump|energy|hotel slippers|luxury|motel|resort)",
        r"(?:five|four|three|[1-5]|gold|silver|paper|glow|pointed|single|lone|rock|north|death|"
        r"christmas|sheriff) stars? "
        r"(?:hotel|lounge|spa|resort|quality bedding|general|admiral|slippers)",
        r"(?:share|leave|write|tell)~(?:your )?experience (?:with assembly|level)",
        r"feedback (?:cable|resistor|loop|suppress\w*|sensor|control|controller|circuit|signal|device|"
        r"microphone|steering|wheel)",
        r"force feedback|haptic feedback|rating curve",
        "(?:five|four|three|two|one|[1-5]) stars? (?:rated|energy|efficiency|safety)|stars? on the~"
        "label|stars? for the",
        "rat(?:e|ing) the (?:load|fuse|current|risk|fit|size|flow|lamp|cable|motor|battery|breaker)",
        r"rate the \w+ (?:at|as)",
        "(?:experience|opinion|thoughts|impressions?)~(?:proof|draft|design|mock ?up|artwork|layout|"
        "sketch|preview|sample)",
        "stars? (?:general|badge|cap|hat|sticker)",
        "(?:fifth|5th|fourth) star (?:of|on|in) the|comments?~(?:gift|note|card|door|carrier|driver)",
        r"(?:the|an?|your|our|this) (?:five|four|three|two|one|[1-5]) star (?!(?:stays?|remains?|"
        r"still|into|hurts?|was|were|review|rating|"
        r"feedback|score|comment|experience|service|mark|post|evaluation|appraisal|recommend|from|"
        r"on|for|"
        r"if|and|or|would|is|please|to|by|in|at|so|when|as|with|because|it|seller|product)\w*)[a-z]+",
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
        "(?:the )?full five|(?:top|full|highest|maximum|perfect|best possible|best) (?:rating|marks?|"
        "score|grade)|ten out of ten|10/10|all the stars",
        r"five (?:\w+ )?stars|(?:rate|review)~(?:well|kindly|favou?rably)",
        "(?:good|nice|great|positive|excellent|kind|glowing|lovely|wonderful|awesome|perfect|"
        "favou?rable|friendly|friendlier|better|top|high|highest|best|fair|super|happy|shining|stellar|"
        "strong|solid)(?: (?!(?:if|to|when|for|that|you|we|it|of|in|on|at|is|was|with|day|morning|news|"
        r"and|or)\b)\w+){0,3} (?:{review}|words (?:about|on)|version)",
        "(?:review|rating|feedback|score)s?~(?:be|is|are|were) (?:positive|high|good|5|five|"
        "favou?rable)|the full (?:5|five)|something (?:nice|good|positive|kind)",
        "be generous|(?:click|tap|press|tick|hit)~(?:fifth|5th|five|last) stars?|rate us excellent|"
        "perfect score",
    ),
    neutral=(
        r"honest\w*|candid|good or bad|positive or negative|negative or positive|good and bad",
        r"whether~(?:not|negative|bad|unhappy)|regardless|either way|truthful|both~(?:negative|bad)",
        r"unbiased|genuine|however many|from (?:one|1) to (?:five|5)",
        r"whatever it (?:is|was)|thank(?:s| you)~for (?:your|the|leaving|giving|such)~(?:review|rating|"
        r"feedback)|hotel|luxury",
        r"we (?:received|read|saw)~(?:positive|kind|good|5|five)",
    ),
    happy=(
        rf"(?:if|when|should|since|as|because|in case|provided|assuming)~(?:{_CONTENT}|lov(?:e|ed|ing)|"
        r"lik(?:e|ed|ing)(?! to\b| us\b|\W*$|[,;])|enjoy(?:ed)?|met|meets|meet|exceed(?:s|ed)?|perfect|"
        r"great|fine|well|"
        r"as expected|pleases? you|pleased|impressed|works for you|satisf\w+|good|expectations|(?:5|"
        r"five)(?! min))",
        r"(?:happy|satisfied|love it|like it|enjoying it|loving it|pleased|delighted)(?: \w+){0,4} ?\?",
        rf"^\W*(?:happy|satisfied|loving|love|enjoying)(?: \w+){{0,5}}\W*$|only if~{_CONTENT}",
        rf"(?:{_CONTENT}|happy) (?:customers?|buyers?)",
        rf"(?:are|were) you {_CONTENT}|(?:do|did) you (?:like|love|enjoy)",
        r"(?:if|when|once|since|as|hope|provided)~(?:earned|deserve\w*|did (?:a )?(?:good|great)|all "
        "(?:is|was|went) (?:well|fine|good|ok)|no (?:problems?|issues?|complaints?)|to your liking|"
        "lived? up|made you smile|makes you smile|in order|what you wanted|nothing to complain)",
        r"(?:only|those|buyers|customers|people) who (?:enjoy|like|love|are (?:happy|satisfied))\w*|"
        r"everything (?:ok|okay|fine|good|all right|perfect)(?: \w+){0,3} ?\?",
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
        r"(?:before|instead of|rather than|prior to|and not|, not)~(?:go(?:ing)? public|public|the "
        r"world|"
        r"review page|complain\w*|amazon know|others know)",
        r"(?:low|bad|negative|poor|critical|weak|worse|lower)(?: \w+)? (?:scores?|marks?|stars?|"
        r"reviews?|"
        r"ratings?|feedback)~(?:hurt|harm|damag|kill|ruin|cost|destroy|hit|threat|consequence)\w*",
        r"(?:below|under|less than|fewer than|lower than|short of) (?:the )?(?:5|five|four|4)(?: "
        r"stars?)?",
        "(?:contact|write|tell|message|talk to|speak to|speak with|talk with|reach|come to|turn to|"
        "email|let|ask)(?: out)?(?: to)? (?:us|me) (?:first|instead|know first|beforehand|before)",
        "(?:no|not|zero|without) (?:a |any |more )?(?:bad|negative|low|poor|1|one|critical|neutral|"
        "[123] star)(?: star)? (?:reviews?|ratings?|feedback|comments?|stars?)",
        "(?:reviews?|ratings?|feedback|stars?|score)~(?:lower|drag|pull|push|bring|sink|drop)s?~"
        r"(?:rank\w*|account|average|us|business|down|shop|store)",
        "(?:don't|do not|not|never) (?:rate|review)~(?:but|instead|rather|just|write|contact|tell)|"
        "(?:tell|keep|write|contact)(?: it)?(?: to| with)? (?:us|between us) only|keep it between us|"
        "only tell us|tell only us",
        r"(?:depend|rely|live|survive|count|feed|eat|kids|family|alive|thrive)\w*~(?:good|positive|"
        r"great|nice|top|5|five)~{review}|{review}~(?:keep us alive|feed (?:my|our)|survive|jobs?)",
        "(?:before|prior to) (?:you )?(?:rate|review|rating|reviewing|judge|judging)|before (?:you "
        r")?(?:leav|writ|post|giv)\w*~(?:reviews?|feedback|rating|stars?|comment)",
        "(?:less than|not) (?:perfect|100 ?%|satisfied|happy)~(?:before|us)|(?:chance|opportunity) to "
        r"(?:fix|make|put|sort|solve)|(?:before|prior to) (?:post|rat|review|publish|comment|go)\w*",
        "(?:can't|cannot|can not|unable to|don't|not) (?:give|rate|leave|award|grant)~(?:5|five|full|"
        "top)|unhappy~(?:message|contact|write|tell) us",
        "(?:contact|write|message|tell|call|reach) us~(?:first )?if you~(?:5|five|stars)|(?:important|"
        "vital|crucial|everything) (?:for|to) us",
        "(?:be|so) generous",
        r"(?:refrain|abstain|desist) from~(?:rat|review|leav|post|comment)\w*|before you (?:rate|"
        r"review)",
    ),
    change=(
        r"(?:took|taken|taking|take) (?:down|back|off)~{review}|(?:take|taking)…{review} (?:down|back|"
        r"off|away)",
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
        "(?:strike|lift|rethink|drop|pull|redo|rewrite|revisit|increase|scrap|unpublish|hide|wipe|bump|"
        r"push|make|turn|get|bring|boost)(?:ing)?(?: (?!and|then|before|after)[\w']+){0,4} (?:reviews?|"
        r"ratings?|feedbacks?|stars?|comments?|score)(?: \w+)?(?: (?:up|off|away|down|vanish|disappear|"
        "higher|gone|public|better|five|5|positive|removed|changed))?(?<=up|ff|ay|wn|sh|ar|er|ne|ve|ed|"
        "re)",
        r"(?:strike|drop|pull|scrap|unpublish|wipe|rethink|rewrite|redo|retract|undo)(?:ing)?(?: "
        r"(?:your|"
        "the|this|that|a|negative|bad|critical|poor|old|harsh|one|1|star|low|neutral))* (?:reviews?|"
        "ratings?|feedbacks?|stars?|comments?|remarks?|post)",
        "(?:{review})~(?:vanish|disappear|go away|be gone|(?:be|been|get|gets|being|is) (?:taken|"
        "removed|deleted|changed|withdrawn|revised|updated|upgraded|edited|amended|lifted|raised|"
        "reconsidered|struck)|go up|goes up|move up|still (?:up|there|online|visible|shows?|stands?|"
        "reads?|says?))",
        "(?:chang|updat|remov|delet|edit|revis|amend|modify|withdraw|retract|reconsider|alter|adjust|"
        "correct|eras|rethink|soften|take (?:down|back|off))(?:e|ing)?(?: (?!and|then|before|"
        r"after)[\w']+){0,3} (?:what you (?:wrote|said|posted|left)|(?:harsh|unkind|unfair|critical|"
        "negative|bad|angry|your) (?:words|remarks?|criticism|opinion|post|text|entry|verdict))",
        "(?:chang|mak|turn)(?:e|ing) (?:it|them|this|that) (?:a |to |into )?(?:5|five|four|4|positive|"
        r"good)|(?:another|a new|a fresh|higher|better|a second) (?:chance|look|review|"
        r"rating)~(?:review|"
        "rating|stars)",
        "(?:chang|updat|remov|delet|edit|revis|amend|modif|withdraw|retract|reconsider|rais|upgrad|"
        "alter|adjust|correct|eras|revers|bump|lift|rethink|scrap|wip|boost|increas|soften|"
        r"tak(?=\w+ (?:down|back|off)))(?:e|es|"
        r"ing|y|ying|)(?: away| down| off| back)?…(?:reviews?|ratings?|feedbacks?|stars?|comments?|"
        r"score|"
        "what you (?:wrote|posted|said))(?: away| down| off| back)?",
        "(?:reviews?|ratings?|feedbacks?|stars?|comments?)…(?:chang|updat|remov|delet|edit|revis|amend|"
        "modif|withdraw|retract|reconsider|rais|alter|adjust|eras|revers|lift|rethink|boost|increas|"
        "soften)(?:e|y)",
        "(?:edit|change|update|delete|remove) a review",
        "(?:cancel|annul|void)(?:ling|l)?…(?:reviews?|ratings?|feedbacks?|comments?)|(?:another|second|"
        "fresh|new) look at (?:your|the)~(?:review|rating|stars|feedback)",
        r"(?:have|get|see|want|getting|having)…(?:review|rating|feedback|comment)s? (?:removed|"
        r"deleted|changed|revised|taken down|updated|upgraded|edited|withdrawn)",
        "(?:[1-4]|one|two|three|four) stars? (?:to|into) (?:5|five|4|four)",
        "(?:take|taking) back…(?:reviews?|ratings?|feedback|stars?|comments?)",
        "(?:reviews?|ratings?|feedback|comments?|stars?)…(?:could|can|might|should|would|to) be "
        "(?:altered|changed|modified|amended|removed|deleted|updated|revised|edited|withdrawn|taken "
        "down|raised)",
    ),
    change_it=(
        r"(?:take|taking|took) (?:it|that|this|them) (?:down|off|back)",
        r"(?:remov|delet|chang|updat|revis|edit|amend|withdraw|reconsider|modify|rais|improv)(?:e|ing|"
        r"y)? (?:it|that|this|them)(?: \w+)?",
        r"(?:please|kindly|would you|could you|can you|you|to) (?:\w+ )?(?:reconsider|rethink|think "
        "again|think twice|think it over)",
    ),
)
