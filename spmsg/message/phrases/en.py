"""English."""

from spmsg.message.phrases import Words

_GIVE = r"(?:send|give|offer|gift|mail|transfer|pay|refund|reward|credit|issue|ship|provide|get|receive|earn|win|claim|enjoy)"
_TO_REVIEW = r"(?:review|rate|rating|post|write|leave|share|submit|publish|upload)"
_ALTER = r"(?:chang|updat|remov|delet|edit|revis|amend|modif|withdr|retract|reconsider|rais|improv|upgrad|alter|adjust|correct|eras|tak|revers|bump|mov)"
_CONTENT = r"(?:happy|satisfied|pleased|content|delighted|thrilled|enjoying|in love|glad)"

WORDS = Words(
    common=frozenset(
        "the you your our we is are and to of for this with please have has will it not be on from thanks thank order "
        "if hello hi dear what which would".split()
    ),
    review=(
        r"(?:product |customer |seller |amazon |store )?(?:reviews?|feedbacks?|ratings?|testimonials?|comments?)",
        r"(?:re)?review(?:ing|ed|er|ers)?",
        r"rat(?:e|ing) (?:us|me|the|this|your|our|it)",
        r"(?:five|four|three|two|one|[1-5]|5/5) ?stars?",
        r"stars?",
        r"(?:post|share|write|leave|tell)~(?:experience|opinion|thoughts|a few words|a line)",
        r"(?:post|upload|share)~(?:video|photo)s?~(?:listing|product page|amazon)",
    ),
    not_review=(
        r"(?:review|reviewing|reviewed)(?: and \w+)?(?: \w+){0,4} (?:proofs?|drafts?|designs?|mock ?ups?|artwork|layouts?|sketch|"
        r"text|spelling|details|address|order|attachments?|attached|enclosed|pdf|document|file|invoice|preview|options|"
        r"image|engraving|instructions|manual|quote|terms|policy|photos|measurements|claim|case|request|below|following|it)",
        r"(?:under|in|attached for your|enclosed for your|ready for(?: your)?|sent for(?: your)?|available for(?: your)?|technical|internal|quality|safety|pending|await\w*|after|our|design|proof|artwork|annual|manual|"
        r"legal|book|film|literature|peer|claim|team'?s?) review(?: (?:by our|and|of the (?:proof|design|case|claim)|approval|copy|book|guide|journal|the).{0,20})?",
        r"review (?:and|or|then) (?:approve|confirm|sign|reply|let|return|check|answer|correct)",
        r"(?:feedback|comments?)~(?:on|about|regarding|for) (?:the |your |this |our |my )?(?:\w+ ){0,2}(?:proof|draft|design|mock ?up|artwork|layout|sketch|engraving|preview)s?",
        r"(?:energy|power|voltage|current|load|ip|fire|water|weight|temperature|noise|pressure|wattage|heat|safety|age|spf|tog|efficiency|"
        r"waterproof|octane|impact|class) ratings?",
        r"rat(?:ing|ed) (?:plate|label|for|at|of|voltage|current|power|load|is)",
        r"(?:delivery|order|gift|customi[sz]ation) comments?",
        r"stars? (?:shaped?|shap\w+|lamp|light|lights|print|pattern|sign|wars|trek|projector|sticker|stickers|anise|fruit|map|chart|garland|cutter|cake|charm|"
        r"wand|earrings?|necklace|fish|hotels?|lantern|ornament|topper|decoration|badge|screw|bit|key|jump|energy|hotel slippers|luxury|motel|resort)",
        r"(?:five|four|three|[1-5]|gold|silver|paper|glow|pointed|single|lone|rock|north|death|christmas|sheriff) stars? "
        r"(?:hotel|lounge|spa|resort|quality bedding|general|admiral|slippers)",
        r"(?:share|leave|write|tell)~(?:your )?experience (?:with assembly|level)",
        r"feedback (?:cable|resistor|loop|suppress\w*|sensor|control|controller|circuit|signal|device|microphone|steering|wheel)",
        r"force feedback|haptic feedback|rating curve",
    ),
    gift=(
        r"(?:\W?\d{1,4}(?:[.,]\d\d)? ?(?:\$|usd|dollars?|eur|euros?|€|£|pounds?|gbp|bucks) )?(?:e ?)?gift ?(?:cards?|certificates?|codes?|vouchers?)",
        r"gifts?|(?:gift|give) you (?:a|an|one|another|two)|giveaways?|vouchers?|coupons?|cash ?back|rewards?|bonus(?:es)?|prizes?|raffle|lottery|draw|sweepstakes?|freebies?|incentives?|perks?|store credit|"
        r"loyalty points|points|compensation|commission|rebates?|tokens? of (?:our )?(?:appreciation|gratitude)|surprise|treat|extra (?:pair|set|bottle|pack|item|unit|filter|months?|years?)",
        r"free (?:\w+ ){0,2}(?:product|item|gift|sample|unit|case|bottle|set|pair|accessor\w+|one|copy|goods|stuff|refill|pack|year|month|shipping|ebook|e book|warranty|charger|filter|strap|\w+ of your choice)s?",
        r"(?:extend|extended|longer|lifetime|extra|additional|double|free)(?: \w+){0,2} (?:warranty|guarantee)",
        r"(?:next|another|second|future) (?:\w+ ){0,2}(?:for free|free|on us|on the house)",
        r"(?:\$|£|€|usd|eur|gbp) ?\d{1,4}(?:[.,]\d\d)?|\d{1,4}(?:[.,]\d\d)? ?(?:\$|usd|dollars?|eur|euros?|€|£|pounds?|gbp|bucks)",
        r"paypal|venmo|zelle|cash app|amazon (?:balance|credit|voucher)",
    ),
    remedy=(
        r"(?:full |partial |complete |100 ?%|half )?(?:refund|reimburse|reimbursement|money back|discount)(?:s|ed|ing)?",
        r"(?:\d{1,3} ?%|half|percent)~(?:back|off|price)|free of charge|for free|at no cost|price (?:back|of the product)|compensate|repay|replacement|new (?:one|unit)|keep the (?:item|product)",
    ),
    giving=(
        rf"(?:we|i)(?:'ll| will| would| can| could| are going to| want to| are happy to|'d)~{_GIVE}",
        rf"(?:you|reviewers?|everyone|all|customers?|buyers?)(?:'ll| will| can| may| could)?~{_GIVE}",
        r"(?:get|receive|earn|win|claim|enjoy|grab|collect|redeem) ",
        r"(?:send|offer|giv|reward|credit|refund)\w*~(?:you|to you)",
        r"is yours|will be (?:yours|sent|credited|refunded|waiting)|waiting for you|chance to|enter\w*~draw|on its way|in it for you",
    ),
    exchange=(
        r"in (?:return|exchange)|as (?:a |an |our )?(?:\w+ )?(?:thanks?|thank you|token|reward|sign|gesture of thanks|appreciation)|to (?:thank|reward) you|by way of thanks",
        r"(?:for|with|against) (?:a|an|your|each|every|any|leaving|posting|writing|sharing|submitting|giving|the)(?: \w+){0,3} {review}",
        r"(?:leav|post|writ|shar|submitt|giv|review|rat|remov|delet|chang|updat|upload)ing~(?:get|receive|earn|win|refund|will)",
        rf"(?:if|once|after|when|whenever|as soon as|provided|upon|following|should) (?:you|we|your|the|a|it|posting|publication|{_TO_REVIEW}\w*)~{{review}}",
        r"(?:if|once|after|when|as soon as)~(?:review|rating|feedback|it|that) (?:is|has been|goes|was|appears|are|shows|published|posted|online|live|gone|removed)",
        rf"{{review}}~(?:and|then|,|=|-|:|;|to)~(?:get|receive|earn|win|claim|we(?:'ll| will| would|'d)|you(?:'ll| will)|i(?:'ll| will)|refund|qualify|unlock|be entered)",
        r"screenshot|proof of (?:your )?review|link (?:to|of) your review|show us (?:your|the) review|condition|reviewers? (?:get|receive|earn)|every review(?:er)?",
        r"(?:take (?:it|that|this) down|remove it|delete it|change it)",
    ),
    negation=(
        r"not|never|no|cannot|can't|don't|won't|doesn't|isn't|without|nothing|nor|neither|no longer|forbid\w*|prohibit\w*|against (?:the )?(?:rules|policy)|unable",
    ),
    settled=(
        r"already|you (?:used|ordered|bought|purchased|redeemed|applied|entered|chose)|was (?:applied|deducted|used|included)|has been (?:applied|deducted|taken|used|included|issued|refunded|processed|credited)",
        r"(?:have|has) (?:now )?(?:refunded|issued|deducted|applied|sent|credited|processed)|on (?:your|the) invoice|shown on|deducted|at checkout|your (?:e ?)?gift card (?:order|was|is|has)",
        r"gift (?:box|wrap\w*|bag|message|note|tag|receipt|option|recipient|packag\w*|paper|set|basket)|coupon (?:organi[sz]er|holder|wallet|book|binder)|voucher (?:holder|wallet)|promotion letter",
        r"(?:gift|prize|reward) (?:for|is for|to be)|as a gift|birthday gift|wedding gift|(?:draw|prize|reward|points?) (?:the|string|ribbon|chart|sticker|stamp|medal|cup)",
    ),
    praise=(
        r"(?:positive|good|great|excellent|nice|kind|favou?rable|glowing|perfect|top|lovely|wonderful|amazing|awesome|outstanding|high|best|5/5|fantastic|raving|rave)"
        r"(?: and \w+)?(?: (?:product|customer|seller|amazon|5|five|star))* (?:reviews?|ratings?|feedbacks?|comments?|testimonials?|words? on amazon|scores?)",
        r"(?:five|5|full|all|maximum|top|all five|all 5)(?: out of (?:five|5))? ?(?:gold(?:en)? )?stars?(?: (?:reviews?|ratings?|feedbacks?))?|5/5|★{4,5}|☆{5}|\*{5}|(?:four|4) or (?:five|5) stars?|thumbs up",
        r"rat(?:e|ing)~(?:highly|5|five|positively)|(?:positively|highly) (?:review|rate)|review~positively|(?:say|write)~(?:something|some)~(?:nice|positive|good)",
    ),
    neutral=(
        r"honest\w*|candid|good or bad|positive or negative|negative or positive|good and bad|whether~(?:not|negative|bad|unhappy)|regardless|either way|truthful|both~(?:negative|bad)|unbiased|genuine|however many|from (?:one|1) to (?:five|5)",
        r"thank(?:s| you)~for (?:your|the|leaving|giving|such)~(?:review|rating|feedback)|hotel|luxury|we (?:received|read|saw)~(?:positive|kind|good|5|five)",
    ),
    happy=(
        rf"(?:if|when|should|since|as|because|in case|provided|assuming)~(?:you|everything|product|item|it|purchase|order|we|all|this|they)\b~(?:{_CONTENT}|lov(?:e|ed|ing)|lik(?:e|ed|ing)|enjoy(?:ed)?|"
        r"met|meets|meet|exceed(?:s|ed)?|perfect|great|fine|well|as expected|pleases?|impressed|works for you|satisf\w+|good|expectations|5|five)",
        rf"(?:happy|satisfied|love it|like it|enjoying it|loving it|pleased|delighted)(?: \w+){{0,4}} ?\?|^\W*(?:happy|satisfied|loving|love|enjoying)(?: \w+){{0,5}}$|only if~{_CONTENT}|(?:{_CONTENT}|happy) (?:customers?|buyers?)",
        rf"(?:are|were) you {_CONTENT}|(?:do|did) you (?:like|love|enjoy)",
    ),
    divert=(
        r"(?:before|instead of|rather than|prior to|without)~(?:leav|post|writ|giv|submit|rat|review|publish|resort|consider|mak)\w*~(?:reviews?|ratings?|feedback|stars?|comments?|us|it|anything)",
        r"(?:don't|do not|please don't|avoid|refrain from|hold off|think twice before|never)~(?:leav|post|writ|giv|submit|publish|rat)\w*~(?:bad|negative|low|poor|1|one|critical|neutral|3|three|two|2)~(?:reviews?|ratings?|feedback|stars?|comments?)",
        r"(?:negative|bad|low|poor|critical|neutral) (?:reviews?|ratings?|feedbacks?|comments?) (?:hurts?|harms?|damag\w*|destroy\w*|affects?|can|could|would|will|seriously)",
        r"anything (?:less|under|below|other) (?:than )?(?:5|five)",
        r"(?:before|prior to) (?:reviewing|rating)(?: us| the product| it| your purchase)?$",
    ),
    change=(
        rf"{_ALTER}(?:e|es|ing|ed|y|ying|aw|awing|e down|ing down|e back|e off)?(?: (?:down|back|off|or|and|\w+ing|\w+e))?(?: (?:your|the|this|that|a|an|any|his|her|their|it|or|and|to|for|us|of|from|previous|earlier|original|current|old|existing|negative|bad|low|poor|critical|product|customer|seller|amazon|one|two|three|1|2|3|star|initial|first|unfair|neutral|recent|or \w+|,)){{0,6}} "
        r"(?:reviews?|ratings?|feedbacks?|stars?|comments?)",
        r"(?:reviews?|ratings?|feedback)~(?:removed|deleted|changed|taken down|withdrawn|revised|updated|upgraded|edited|amended|be gone|disappear\w*)",
        r"(?:from|to) (?:one|two|three|1|2|3) (?:star )?(?:to|into) (?:four|five|4|5) stars?|turn~(?:into|to) (?:a )?(?:5|five|positive|four|4)|second look at (?:your|the) (?:review|rating)|(?:removal|deletion|revision) of (?:your|the|that)~(?:review|rating|feedback)",
        r"(?:think again|rethink|reconsider\w*|revisit)~(?:reviews?|ratings?|feedback|stars?)",
    ),
    change_it=(
        r"(?:take|taking) (?:it|that|this|them) (?:down|off|back)|(?:remov|delet|chang|updat|revis|edit|amend|withdraw|reconsider|modify|rais|improv)(?:e|ing|y)? (?:it|that|this|them)(?: \w+)?",
    ),
    promotion=(
        r"(?:promo(?:tion(?:al)?)?|discount|coupon|voucher|referral|savings?|offer) ?codes?|(?:use|with|enter|apply|quote|code is)(?: \w+)? (?:code )?[a-z]{3,}\d{1,3}(?![\w-])(?=.{0,40}(?:off|save|discount|order|checkout|shop))|(?:use|enter|apply) (?:the |our |this )?(?:coupon|voucher)(?: \w+)?|code~(?:at|during) checkout",
        r"\d{1,2} ?(?:%|percent|per cent)~(?:off|discount|cheaper|saving|reduction)|(?:save|saving|discount of|get|enjoy)(?: up to| an extra| a further)? (?:\d{1,2} ?%|[$€£] ?\d+)|half price|(?:\$|£|€) ?\d+ off",
        r"(?:special|exclusive|limited|limited time|great|amazing|unbeatable|seasonal|summer|winter|spring|holiday|flash|hot|christmas|weekend|best|daily)(?: \w+)? (?:offers?|deals?|sales?|discounts?|prices?|bargains?)|black friday|cyber monday|prime day|clearance|(?:on|our|big|huge|the) sale",
        r"buy (?:one|two|1|2|3|three)~(?:free|get)|bogo|2 for 1|two for one|three for two|3 for 2|while stocks? lasts?|don't miss|hurry|last chance|act now|offer (?:ends|expires|is valid|valid)|limited offer",
        r"newsletters?|mailing list|subscribe|sign up (?:for|to)|join (?:our|the)~(?:club|list|community|group|program\w*|family|page)|loyalty program\w*|vip (?:club|program\w*|customers?|list|member\w*|group)|refer a friend|brand ambassador|product test\w*|become a tester",
        r"(?:check out|browse|discover|explore|visit|see|have a look at|take a look at|look at|shop|view|find|try|recommend|introduce|interested in|launch\w*|presenting|announc\w*)~(?:our|the|my)(?: \w+){0,2} (?:other|new|latest|whole|entire|full|complete|best|matching|store|storefront|range|collection|catalog(?:ue)?|products|shop|line|bestsellers|items|arrivals)",
        r"new (?:collection|arrivals?|products|range|line|season)(?: \w+){0,3} (?:is|are|now|just|has|have)|you (?:may|might) also (?:like|love|enjoy|need|be interested)|customers who bought|goes (?:perfectly|well) with|follow (?:us|our|me)|like (?:us|our page)|share (?:us|this)~friends",
        r"(?:next|future|second|another|following) (?:order|purchase)s?~(?:discount|off|save|free|cheaper|coupon|voucher|code)|(?:discount|voucher|coupon|off|gift|saving)s?~(?:next|future|second|another|following) (?:order|purchase|shopping|visit)s?|(?:coupon|voucher)s?~(?:for you|inside|below|attached|enclosed|waiting|new)|(?:send|give|offer|here is|here's|enclos\w+|attach\w+|get|receive|redeem|grab)~(?:coupon|voucher)s?",
        r"tell~(?:friends|family)~(?:about us|about our|our shop|our brand)|recommend us",
    ),
    elsewhere=(
        r"(?:our|my)(?: own| online| official| new| company| brand| web| internet| direct| independent| shopify| etsy| ebay| \w+\.\w+){0,3} (?:web ?sites?|site|web ?shop|online ?shop|on ?line store|web ?store|homepage|web page|e ?shop|ebay (?:shop|store)|etsy (?:shop|store)|shopify (?:shop|store)|app|facebook(?: page| group)?|instagram|tiktok|youtube channel)",
        r"(?:outside|off|outside of|away from|bypass\w*|avoid\w*|skip\w*|without going through|cut(?:ting)? out) (?:of )?(?:the )?amazon(?!'?s? (?:message|warehouse|locker))|(?:instead of|rather than|cheaper than|not)~(?:through|via|on|from|using) amazon(?! (?:messag|locker|logistics|warehouse|prime))|amazon'?s? (?:fees?|commission|cut)|without amazon",
        r"(?:order|buy|purchase|shop|book|reorder|deal|come)(?:ing)?~(?:directly|direct|straight|privately) (?:from|with|through|to|at|via|on) (?:us|me|our|the)|direct(?:ly)? (?:order|purchase|sale)|(?:order|buy|reorder|purchase)(?: it| them| this| again)? (?:directly|direct|privately)|(?:buy|order|get|purchase) (?:it |them |this )?(?:from|with) us (?:direct|next|instead|again|on)",
        r"(?:pay|payment|transfer|send|settle|wire|deposit)~(?:paypal|bank transfer|venmo|zelle|cash app|wire transfer|western union|bitcoin|crypto\w*|bank account|iban|in cash|revolut|wise)|(?:your|via|by|through|with|to) (?:paypal|venmo|zelle|cash app)(?: \w+)?|our (?:bank account|iban)",
        r"(?:send|give|tell|share|provide|let us have|reply with|message|need|what is|forward)~your~(?:e ?mail|paypal|private|personal)(?: address| account| id| number| contact)?|(?:contact|reach|write|email|message)(?: to)? (?:us|me)~(?:by|via|per|through|at|on) (?:e ?mail|phone|telephone|text|sms|private|our e ?mail|our private)",
        r"(?:e ?mail|phone|text|ring|dial|telephone|sms|fax|call) (?:us|me|our)(?! (?:back )?(?:through|via) amazon)|(?:give|drop) us a (?:call|ring|text)|(?:on|by|over) the phone with us|our (?:hotline|phone number|telephone number|phone line|helpline|e ?mail|email address)|send~(?:an )?e ?mail to",
        r"(?:google|search)(?: for)? (?:us|our (?:name|brand|shop|company))|(?:search|look|find)~(?:us |our \w+ )?(?:on|in|via|at) (?:google|ebay|etsy|facebook|instagram|tiktok|aliexpress|walmart|temu)|(?:find|visit|follow|see|like|join|add|dm|watch) (?:us|me|our \w+) (?:on|at|in|via) (?:google|ebay|etsy|facebook|instagram|tiktok|twitter|youtube|pinterest|walmart|temu|the web|the internet|x)|our (?:ebay|etsy|shopify|walmart|aliexpress)",
        r"cancel~(?:order|amazon)~(?:and|then)~(?:order|buy|reorder|purchase|pay)~(?:directly|direct|us|our)|scan~qr~(?:gift|claim|review|contact|join|register|support|warranty|group|website|reward)|register~(?:on|at|through|via) (?:our|www|the) ?(?:web)?(?:site|page|portal)?",
    ),
    reach=(
        r"on|via|by|through|over|in|at|add|message|contact|text|chat|write|reach|join|our|my|find|us|me|follow|dm|ping|group|id|number|account|channel|support",
    ),
    only_shown=(
        r"notifications?|works? with|compatib\w*|supports?(?: \w+)? (?:apps?|calls?)|stickers?|icons?|logo|mug|charm|badge|print(?:ed)?|motif|app store|emoji|headset|install\w*|calls? (?:on|through) the watch|pre ?installed|shows?|display\w*|smart ?watch|earbuds|theme\w*|microphone|webcam",
    ),
    idle=(
        r"(?:hello|hi|hey|dear|good (?:morning|afternoon|evening|day))(?:[,\s].{0,40})?",
        r"(?:(?:hello|hi|dear|hey)[^,]{0,30}, )?(?:many |kind )?thank(?:s| you)(?: (?:very|so) much| a lot)?(?: (?:again|for|and) .{0,90})?|we (?:really |truly |greatly )?(?:appreciate|value|thank) .{0,80}",
        r"we (?:hope|wish|trust) .{0,90}|enjoy .{0,60}|have a (?:great|nice|good|lovely|wonderful) .{0,40}",
        r"(?:if you have|should you have|in case of|for) any .{0,90}|(?:please )?(?:feel free|do not hesitate|don't hesitate|let us know if|just reply|contact us|we(?:'re| are) (?:always |here )).{0,90}",
        r"(?:hello|hi)?,?(?: )?(?:your|the|it|everything)(?: (?:order|parcel|package|item|purchase|shipment|delivery))?(?: .{0,40})? (?:has (?:now )?(?:been )?(?:shipped|dispatched|sent|confirmed|received|placed|left|delivered)|is (?:on its way|confirmed|on the way|being prepared)|was (?:shipped|dispatched|sent|confirmed|delivered|received)|shipped|will (?:arrive|ship|be (?:shipped|delivered|dispatched))).{0,90}",
        r"we(?:'ve| have)? (?:just |now |already )?(?:shipped|dispatched|sent|received|confirmed|confirm|posted) (?:out )?your (?:order|parcel|package|item|payment).{0,80}|(?:the |your )?(?:tracking (?:number|id|code)|estimated delivery).{0,60}|(?:kind |best |warm )?regards.{0,40}|sincerely.{0,40}|cheers.{0,30}|yours .{0,40}|(?:the |your )?.{0,30} team",
    ),
)
