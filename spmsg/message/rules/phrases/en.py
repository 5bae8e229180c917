"""English."""

from spmsg.message.rules.phrases import Words

_GIVE = (
    r"(?:send|give|offer|gift|mail|transfer|pay|refund|reward|credit|issue|ship|provide|get|"
    r"receive|earn|win|claim|enjoy)"
)
_TO_REVIEW = r"(?:review|rate|rating|post|write|leave|share|submit|publish|upload)"
_ALTER = (
    r"(?:chang|updat|remov|delet|edit|revis|amend|modif|withdr|retract|reconsider|rais|improv|"
    r"upgrad|alter|adjust|correct|eras|tak|revers|bump|mov)"
)
_CONTENT = r"(?:happy|satisfied|pleased|content|delighted|thrilled|enjoying|in love|glad)"

WORDS = Words(
    common=frozenset(
        [
            "the",
            "you",
            "your",
            "our",
            "we",
            "is",
            "are",
            "and",
            "to",
            "of",
            "for",
            "this",
            "with",
            "please",
            "have",
            "has",
            "will",
            "it",
            "not",
            "be",
            "on",
            "from",
            "thanks",
            "thank",
            "order",
            "if",
            "hello",
            "hi",
            "dear",
            "what",
            "which",
            "would",
        ]
    ),
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
    ),
    remedy=(
        r"(?:full |partial |complete |100 ?%|half )?(?:refund|reimburse|reimbursement|money back|"
        r"discount)(?:s|ed|ing)?",
        r"(?:\d{1,3} ?%|half|percent)~(?:back|off|price)|free of charge|for free|at no cost",
        r"price (?:back|of the product)|compensate|repay|replacement|new (?:one|unit)",
        r"keep the (?:item|product)",
    ),
    giving=(
        r"want (?:a|an|another|some|your|to get)",
        rf"(?:we|i)(?:'ll| will| would| can| could| are going to| want to| are happy to|'d)~{_GIVE}",
        rf"(?:you|reviewers?|everyone|all|customers?|buyers?)(?:'ll| will| can| may| could)?~{_GIVE}",
        r"(?:get|receive|earn|win|claim|enjoy|grab|collect|redeem) ",
        r"(?:send|offer|giv|reward|credit|refund)\w*~(?:you|to you)",
        r"is yours|will be (?:yours|sent|credited|refunded|waiting)|waiting for you|chance to",
        r"enter\w*~draw|on its way|in it for you",
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
    ),
    negation=(
        r"not|never|no|cannot|can't|don't|won't|doesn't|isn't|without|nothing|nor|neither|no longer",
        r"forbid\w*|prohibit\w*|against (?:the )?(?:rules|policy)|unable",
    ),
    settled=(
        r"already|you (?:used|ordered|bought|purchased|redeemed|applied|entered|chose)",
        r"was (?:applied|deducted|used|included)",
        r"has been (?:applied|deducted|taken|used|included|issued|refunded|processed|credited)",
        r"(?:have|has) (?:now )?(?:refunded|issued|deducted|applied|sent|credited|processed)",
        r"on (?:your|the) invoice|shown on|deducted|at checkout",
        r"your (?:e ?)?gift card (?:order|was|is|has)",
        r"gift (?:box|wrap\w*|bag|message|note|tag|receipt|option|recipient|packag\w*|paper|set|basket)",
        r"coupon (?:organi[sz]er|holder|wallet|book|binder)|voucher (?:holder|wallet)|promotion letter",
        r"(?:gift|prize|reward) (?:for|is for|to be)|as a gift|birthday gift|wedding gift",
        r"(?:draw|prize|reward|points?) (?:the|string|ribbon|chart|sticker|stamp|medal|cup)",
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
    promotion=(
        r"(?:promo(?:tion(?:al)?)?|discount|coupon|voucher|referral|savings?|offer) ?codes?",
        r"(?:use|with|enter|apply|quote|"
        r"code is)(?: \w+)? (?:code )?[a-z]{3,}\d{1,3}(?![\w-])(?=.{0,40}(?:off|save|discount|order|"
        r"checkout|shop))",
        r"(?:use|enter|apply) (?:the |our |this )?(?:coupon|voucher)(?: \w+)?",
        r"code~(?:at|during) checkout",
        r"\d{1,2} ?(?:%|percent|per cent)~(?:off|discount|cheaper|saving|reduction)",
        r"(?:save|saving|discount of|get|enjoy)(?: up to| an extra| a further)? (?:\d{1,2} ?%|[$€£] ?\d+)",
        r"half price|(?:\$|£|€) ?\d+ off",
        r"(?:special|exclusive|limited|limited time|great|amazing|unbeatable|seasonal|summer|winter|"
        r"spring|holiday|flash|hot|christmas|weekend|best|daily)(?: \w+)? (?:offers?|deals?|sales?|"
        r"discounts?|prices?|bargains?)",
        r"black friday|cyber monday|prime day|clearance|(?:on|our|big|huge) sale",
        r"buy (?:one|two|1|2|3|three)~(?:free|get)|bogo|2 for 1|two for one|three for two|3 for 2",
        r"while stocks? lasts?|don't miss|hurry|last chance|act now",
        r"offer (?:ends|expires|is valid|valid)|limited offer",
        r"newsletters?|mailing list|subscribe|sign up (?:for|to)",
        r"join (?:our|the)~(?:club|list|community|group|program\w*|family|page)|loyalty program\w*",
        r"vip (?:club|program\w*|customers?|list|member\w*|group)|refer a friend|brand ambassador",
        r"product test\w*|become a tester",
        r"(?:check out|browse|discover|explore|visit|see|have a look at|take a look at|look at|shop|"
        r"view|find|try|recommend|introduce|interested in|launch\w*|presenting|announc\w*)~(?:our|the|"
        r"my)(?: \w+){0,2} (?:other|new|latest|whole|entire|full|complete|best|matching|store|"
        r"storefront|range|collection|catalog(?:ue)?|products|shop|line|bestsellers|items|arrivals)",
        r"new (?:collection|arrivals?|products|range|line|season)(?: \w+){0,3} (?:is|are|now|just|has|"
        r"have)",
        r"you (?:may|might) also (?:like|love|enjoy|need|be interested)|customers who bought",
        r"goes (?:perfectly|well) with|follow (?:us|our|me)|like (?:us|our page)",
        r"share (?:us|this)~friends",
        r"(?:next|future|second|another|following) (?:order|purchase)s?~(?:discount|off|save|free|"
        r"cheaper|coupon|voucher|code)",
        r"(?:discount|voucher|coupon|off|gift|saving)s?~(?:next|future|second|another|"
        r"following) (?:order|purchase|shopping|visit)s?",
        r"(?:coupon|voucher)s?~(?:for you|inside|below|attached|enclosed|waiting|new)",
        r"(?:send|give|offer|here is|here's|enclos\w+|attach\w+|get|receive|redeem|grab)~(?:coupon|"
        r"voucher)s?",
        r"tell~(?:friends|family)~(?:about us|about our|our shop|our brand)|recommend us",
    ),
    elsewhere=(
        r"(?:our|my)(?: own| online| official| new| company| brand| web| internet| direct|"
        r" independent| shopify| etsy| ebay| \w+\.\w+){0,3} (?:web ?sites?|site|web ?shop|"
        r"online ?shop|on ?line store|web ?store|homepage|web page|e ?shop|ebay (?:shop|store)|"
        r"etsy (?:shop|store)|shopify (?:shop|store)|app|facebook(?: page| group)?|instagram|tiktok|"
        r"youtube channel)",
        r"(?:outside|off|outside of|away from|bypass\w*|avoid\w*|skip\w*|without going through|"
        r"cut(?:ting)? out) (?:of )?(?:the )?amazon(?!'?s? (?:message|warehouse|locker))",
        r"(?:instead of|rather than|cheaper than|better than|not just)~amazon(?! (?:messag|locker|logistics|"
        r"warehouse|prime))|not (?:through|via|on|from|using) amazon(?! (?:messag|locker|logistics|"
        r"warehouse|prime))",
        r"amazon'?s? (?:fees?|commission|cut)|without amazon",
        r"(?:order|buy|purchase|shop|book|reorder|deal|come)(?:ing)?~(?:directly|direct|straight|"
        r"privately) (?:from|with|through|to|at|via|on) (?:us|me|our|the)",
        r"direct(?:ly)? (?:order|purchase|sale)",
        r"(?:order|buy|reorder|purchase)(?: it| them| this| again)? (?:directly|direct|privately)",
        r"(?:buy|order|get|purchase) (?:it |them |this )?(?:from|with) us (?:direct|next|instead|again|on)",
        r"(?:pay|payment|transfer|send|settle|wire|deposit)~(?:paypal|bank transfer|venmo|zelle|"
        r"cash app|wire transfer|western union|bitcoin|crypto\w*|bank account|iban|in cash|revolut|"
        r"wise)",
        r"(?:your|via|by|through|with|to) (?:paypal|venmo|zelle|cash app)(?: \w+)?",
        r"our (?:bank account|iban)",
        r"(?:send|give|tell|share|provide|let us have|reply with|message|need|what is|"
        r"forward)~your~(?:e ?mail|paypal|private|personal)(?: address| account| id| number| contact)?",
        r"(?:contact|reach|write|email|message)(?: to)? (?:us|me)~(?:by|via|per|through|at|"
        r"on) (?:e ?mail|phone|telephone|text|sms|private|our e ?mail|our private)",
        r"(?:e ?mail|phone|text|ring|dial|telephone|sms|fax|call) (?:us|me|"
        r"our)(?! (?:back )?(?:through|via) amazon)",
        r"(?:give|drop) us a (?:call|ring|text)|(?:on|by|over) the phone with us",
        r"our (?:hotline|phone number|telephone number|phone line|helpline|e ?mail|email address)",
        r"send~(?:an )?e ?mail to",
        r"(?:google|search)(?: for)? (?:us|our (?:name|brand|shop|company))",
        r"(?:search|look|find)~(?:us |our \w+ )?(?:on|in|via|at) (?:google|ebay|etsy|facebook|"
        r"instagram|tiktok|aliexpress|walmart|temu)",
        r"(?:find|visit|follow|see|like|join|add|dm|watch) (?:us|me|our \w+) (?:on|at|in|"
        r"via) (?:google|ebay|etsy|facebook|instagram|tiktok|twitter|youtube|pinterest|walmart|temu|"
        r"the web|the internet|x)",
        r"our (?:ebay|etsy|shopify|walmart|aliexpress)",
        r"cancel~(?:order|amazon)~(?:and|then)~(?:order|buy|reorder|purchase|pay)~(?:directly|direct|"
        r"us|our)",
        r"scan~qr~(?:gift|claim|review|contact|join|register|support|warranty|group|website|reward)",
        r"register~(?:on|at|through|via) (?:our|www|the) ?(?:web)?(?:site|page|portal)?",
    ),
    reach=(
        r"on|via|by|through|over|in|at|add|message|contact|text|chat|write|reach|join|our|my|find|us",
        r"me|follow|dm|ping|group|id|number|account|channel|support",
    ),
    only_shown=(
        r"notifications?|works? with|compatib\w*|supports?(?: \w+)? (?:apps?|calls?)|stickers?|icons?",
        r"logo|mug|charm|badge|print(?:ed)?|motif|app store|emoji|headset|install\w*",
        r"calls? (?:on|through) the watch|pre ?installed|shows?|display\w*|smart ?watch|earbuds",
        r"theme\w*|microphone|webcam",
    ),
    idle=(
        r"(?:hello|hi|hey|dear|good (?:morning|afternoon|evening|day))(?:[,\s].{0,40})?",
        r"(?:(?:hello|hi|dear|hey)[^,]{0,30}, )?(?:many |kind )?thank(?:s| you)(?: (?:very|so) much|"
        r" a lot)?(?: (?:again|for|and) .{0,90})?",
        r"we (?:really |truly |greatly )?(?:appreciate|value|thank) .{0,80}",
        r"we (?:hope|wish|trust) .{0,90}|enjoy .{0,60}",
        r"have a (?:great|nice|good|lovely|wonderful) .{0,40}",
        r"(?:if you have|should you have|in case of|for) any .{0,90}",
        r"(?:please )?(?:feel free|do not hesitate|don't hesitate|let us know if|just reply|"
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
)
