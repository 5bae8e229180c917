"""English."""

from spmsg.message.rules.phrases.gifts import GiftWords

_GIVE = (
    r"(?:send|give|offer|gift|mail|transfer|pay|refund|reward|credit|issue|ship|provide|get|"
    r"receive|earn|win|claim|enjoy)"
)
_TO_REVIEW = r"(?:review|rate|rating|post|write|leave|share|submit|publish|upload)"

WORDS = GiftWords(
    gift=(
        r"(?:\W?\d{1,4}(?:[.,]\d\d)? ?(?:\$|usd|dollars?|eur|euros?|€|£|pounds?|gbp|"
        r"bucks) )?(?:e ?)?gift ?(?:cards?|certificates?|codes?|vouchers?)|(?:visa|prepaid|"
        r"starbucks|debit) cards?",
        r"gifts?|(?:gift|give) you (?:a|an|one|another|two)|giveaways?|vouchers?|coupons?|cash "
        r"?back|rewards?|bonus(?:es)?|prizes?|raffle|lottery|draw|sweepstakes?|freebies?|"
        r"incentives?|perks?|store credit|"
        r"loyalty points|points|compensation|commission|rebates?",
        r"tokens? of (?:our )?(?:appreciation|gratitude)|surprise|treat",
        r"extra (?:pair|set|bottle|pack|item|unit|filter|months?|years?)",
        r"free (?:\w+ ){0,2}(?:product|item|gift|sample|unit|case|bottle|set|pair|accessor\w+|one|"
        r"copy|goods|stuff|refill|pack|year|month|shipping|ebook|e book|warranty|charger|filter|strap|"
        r"\w+ of your choice)s?",
        r"(?:extend|extended|longer|lifetime|extra|additional|double|free)(?: \w+){0,2} (?:warranty|"
        r"guarantee)",
        r"(?:next|another|second|future) (?:\w+ ){0,2}(?:for free|free|on us|on the house)",
        r"(?:\$|£|€|usd|eur|gbp) ?\d{1,4}(?:[.,]\d\d)?",
        r"\d{1,4}(?:[.,]\d\d)? ?(?:\$|usd|dollars?|eur|euros?|€|£|pounds?|gbp|bucks)",
        r"paypal|venmo|zelle|cash app|amazon (?:balance|credit|voucher)",
        r"(?:ten|five|fifteen|twenty|fifty|a few|some|extra|\d{1,3}) (?:bucks|dollars|euros?|pounds|"
        r"quid)",
        "on the house|on us|our treat|worth your while|(?:little |small )?something (?:extra|nice|"
        "special|small|sweet|in return|for you|else)",
        r"little (?:something|extra)|presents?|back in your pocket|in it for|cash|payout|lifetime "
        r"supply",
        r"pick (?:any|an|one|a) \w+|any item|(?:free|complimentary|bonus) (?:\w+ ){0,2}\w+|is free|for "
        "free|weekend in|trip to|(?:second|2nd|another|extra|new) (?:one|unit|item|pair|product|set|"
        "piece)~(?:free|no charge|no cost|on us)|loyalty|vip|credits?",
        r"(?:pay|paid|reward|compensate|remunerate|tip)\w* (?:you )?(?:well )?for~{review}|(?:pay|"
        r"paypal|venmo|wire|slip) you",
        r"(?:warranty|guarantee)~(?:extra|extension|extend\w*|additional|more|longer)|(?:extra|"
        r"additional|more|extended|extend\w*|longer)~(?:warranty|guarantee)|(?:chance|opportunity) to "
        "win|ipad|iphone|tablet|(?:free|complimentary)~(?:samples?|products?|stand|case)|worth money|"
        r"amazon cards?|\d+ ?(?:\$|€|£|eur|usd|gbp|dollars?|bucks|quid|pounds?|euros?)",
        r"zero cost|(?:second|extra|additional) \w+ (?:at zero cost|for free|free|on us)|surprise",
        "(?:comes?|goes|is|are|yours|totally|absolutely|completely) free",
        r"(?:giv\w+ away|raffl\w*|draw lots)|bag of treats",
    ),
    remedy=(
        r"(?:full |partial |complete |100 ?%|half )?(?:refund|reimburse|reimbursement|money back|"
        r"discount)(?:s|ed|ing)?",
        r"(?:\d{1,3} ?%|half|percent)~(?:back|off|price)|free of charge|for free|at no cost",
        r"price (?:back|of the product)|compensate|repay|replacement(?! (?:filters?|parts?|blades?|"
        r"bulbs?|heads?|batter\w+))|new (?:one|unit)",
        r"keep the (?:item|product)",
        r"(?:cover|waive|reimburse|return|pay back|get back|give back|pay)\w*~(?:price|cost|costs|"
        "purchase|money|amount|you paid|what you paid)",
        r"deduct|knock~off|take~off (?:your|the) (?:bill|price)|lower (?:your|the) (?:bill|price)|"
        r"reduce~"
        "(?:bill|price)",
        "keep (?:it|the (?:item|product|goods))|refund|voucher",
        r"(?:the|your|some|all) money|reimburs\w*",
    ),
    giving=(
        r"(?:want|would you like|fancy|how about|interested in|care for) (?:a|an|another|some|your|"
        r"to get|free)",
        rf"(?:we|i)(?:'ll| will| would| can| could| are going to| want to| are happy to|'d)~{_GIVE}",
        rf"(?:you|reviewers?|everyone|all|customers?|buyers?)(?:'ll| will| can| may| could)?~{_GIVE}",
        r"(?:get|receive|earn|win|claim|enjoy|grab|collect|redeem)(?: your| a| an| free| the| some)",
        r"(?:send|offer|giv|reward|credit|refund)\w*~(?:you|to you)",
        r"is yours|will be (?:yours|sent|credited|refunded|waiting)|waiting for you|chance to",
        r"enter\w*~draw|on its way|in it for you",
        "worth your while|on us|in it for|there(?:'ll be|'s| is| will be)|reward|hand you|yours",
        "set aside|reserved|prepared (?:a|for)|choose a|pick a|i(?:'ll| will)~(?:send|pay|transfer|"
        "refund|give)|at (?:zero|no) cost",
    ),
    exchange=(
        r"in (?:return|exchange)",
        r"as (?:a |an |our )?(?:\w+ )?(?:thanks?|thank you|token|reward|sign|gesture of thanks|"
        r"appreciation)",
        r"to (?:thank|reward) you|by way of thanks",
        r"(?:for|with|against) (?:a|an|your|each|every|any|leaving|posting|writing|sharing|submitting|"
        r"giving|the)(?: \w+){0,3} {review}",
        r"(?:leav|post|writ|shar|submitt|giv|review|rat|remov|delet|chang|updat|upload)ing~(?:get|"
        r"receive|earn|win|refund|will)",
        rf"(?:if|once|after|when|whenever|as soon as|provided|upon|following|should) (?:you|we|your|"
        rf"the|a|it|posting|publication|{_TO_REVIEW}\w*)~{{review}}",
        r"(?:if|once|after|when|as soon as)~(?:review|rating|feedback|it|that) (?:is|has been|goes|"
        r"was|appears|are|shows|published|posted|online|live|gone|removed)",
        r"{review}~(?:and|then|,|=|-|:|;|to)~(?:get|receive|earn|win|claim|we(?:'ll| will| would|'d)|"
        r"you(?:'ll| will)|i(?:'ll| will)|refund|qualify|unlock|be entered)",
        r"screenshot|proof of (?:your )?review|link (?:to|of) your review|show us (?:your|the) review",
        r"condition|reviewers? (?:get|receive|earn)|every review(?:er)?",
        r"(?:take (?:it|that|this) down|remove it|delete it|change it)",
        "all (?:it takes|you need|we ask|you have)|simply|(?:everybody|everyone|anyone|those|people|"
        "customers|buyers|reviewers) who",
        "just (?:leave|write|post|review|rate|share|send|show|tell)|{review} ?(?:=|equals|gets|earns|"
        "means|gives|brings|from you)",
        "(?:snap|photo|picture|pic|image|copy|proof|evidence|link) of (?:your|the|it)|(?:see|find|spot|"
        "read|got|have) your",
        "claim|testers?",
        "for (?:your|the) (?:trouble|effort|time|help|kindness)|(?:share|post|leave|write|submit|send|"
        r"rate|review)~(?:,|and|=|then)~(?:we|you|it|get|i)|each (?:one|review)|every (?:one|"
        r"review)|you "
        "(?:share|write|post|review|rate)",
        "(?:only|one) thing we (?:ask|want|need)|we (?:only|just) (?:ask|want|need)|(?:join|become|"
        "apply)~{review}|if you (?:revise|change|remove|delete|update|edit|leave|write|post|rate|"
        r"review)|persuade|convince|eligible|qualif\w+|entitle\w*",
        "among (?:all|everyone|those)|per {review}",
    ),
    thanking=(
        r"as (?:a|an|our) (?:\w+ ){0,2}(?:thank(?:s| you)|token|sign of|reward|gesture)",
        r"in (?:return|exchange)|by way of thanks|to (?:thank|reward) you for",
    ),
    settled=(
        r"already|(?<!because\s)(?<!since\s)(?<!as\s)you (?:used|ordered|bought|purchased|redeemed|"
        r"applied|entered|chose)",
        r"was (?:applied|deducted|used|included)",
        r"has been (?:applied|deducted|taken|used|included|issued|refunded|processed|credited)",
        r"(?:have|has) (?:now )?(?:refunded|issued|deducted|applied|sent|credited|processed)",
        r"on (?:your|the) invoice|shown on|deducted",
        r"your (?:e ?)?gift card (?:order|was|is|has)",
        r"gift (?:box|wrap\w*|bag|message|note|tag|receipt|option|recipient|packag\w*|paper|set|"
        r"basket)",
        r"coupon (?:organi[sz]er|holder|wallet|book|binder)|voucher (?:holder|wallet)|promotion letter",
        r"(?:gift|prize|reward) (?:for|is for|to be)|as a gift|birthday gift|wedding gift",
        r"(?:draw|prize|reward|points?) (?:the|string|ribbon|chart|sticker|stamp|medal|cup)",
        r"free (?:replacement(?! (?:brush|filter|bulb|blade|part|head|pad|cover)\w*)|of charge|"
        r"return|delivery slot|to)|free (?:exchange|spare)|(?:replac|"
        r"repair)\w*~(?:for free|free)|stress free|sugar free|lead free|hands free|feel free|free "
        "standing|tax free|duty free|wrinkle free|free time|free space",
        "(?:because of|due to|owing to)~(?:sale|promotion|offer|demand)|asked~(?:discount|coupon|"
        "voucher|refund)",
        r"engrav\w*|embroider\w*|to be printed",
        "asked (?:whether|if|about)|you asked",
    ),
)
