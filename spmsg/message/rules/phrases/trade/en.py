"""English."""

from spmsg.message.rules.phrases.trade import TradeWords

WORDS = TradeWords(
    promotion=(
        r"(?:promo(?:tion(?:al)?)?|discount|coupon|voucher|referral|savings?|offer) ?codes?",
        r"(?:use|with|enter|apply|quote|"
        r"code is)(?: \w+)? (?:code )?[a-z]{3,}\d{1,3}(?![\w-])(?=.{0,40}(?:off|save|discount|order|"
        r"checkout|shop))",
        r"(?:use|enter|apply) (?:the |our |this )?(?:coupon|voucher)(?: \w+)?",
        r"code~(?:at|during) checkout",
        r"\d{1,2} ?(?:%|percent|per cent)~(?:off|discount|cheaper|saving|reduction)",
        r"(?:save|saving|discount of|get|enjoy)(?: up to| an extra| a further)? (?:\d{1,2} ?%|[$€£] "
        r"?\d+)",
        r"half price|(?:order|take|get|buy) (?:any )?(?:two|three|four|[2-9])\b~(?:free|half price|save)|"
        r"(?:\$|£|€) ?\d+ off",
        r"(?:special|exclusive|limited|limited time|great|amazing|unbeatable|seasonal|summer|winter|"
        r"spring|holiday|flash|hot|christmas|weekend|best|daily)(?: \w+)? (?:offers?|deals?|sales?|"
        r"discounts?|prices?|bargains?)",
        r"black friday|cyber monday|prime day|clearance (?:sale|prices?|event|deals?|items?|stock)|"
        r"(?:autumn|summer|winter|spring|stock|end) clearance|(?:on|in|our|stock) clearance(?! (?:of|"
        r"between))|(?:on|big|huge) sale|our sale(?! team)",
        r"buy (?:one|two|1|2|3|three)~(?:free|get)|bogo|2 for 1|two for one|three for two|3 for 2",
        r"while stocks? lasts?|don't miss|hurry(?! is)|last chance(?! (?:to|for) (?:chang|correct|edit|"
        r"cancel|confirm|tell|approv|answer|reply|stop|any))|act now",
        r"offer (?:ends|expires|is valid|valid)|limited offer",
        r"newsletters?|mailing list|subscribe(?! (?:&|and) save)|sign up (?:for|to)",
        r"join (?:our|the)~(?:club|list|community|group|program\w*|family|page)|loyalty program\w*",
        r"vip (?:club|program\w*|customers?|list|member\w*|group)|refer a friend|brand ambassador",
        r"product testers?|become a tester",
        r"(?:check out|browse|discover|explore|visit|see|have a look at|take a look at|look at|shop|"
        r"view|find|try|recommend|introduce|interested in|launch\w*|presenting|announc\w*)~(?:our|the|"
        r"my)(?: \w+){0,2} (?:other|new|latest|whole|entire|full|complete|best|matching|store|"
        r"storefront|range|collection|catalog(?:ue)?|products|shop|line|bestsellers|items|arrivals)",
        r"new (?:collection|arrivals?|products|range|line|season)(?: \w+){0,3} (?:is|are|now|just|has|"
        r"have)",
        r"you (?:may|might) also (?:like|love|enjoy|need|be interested)|customers who bought",
        r"goes (?:perfectly|well) with|follow (?:us|me)|like (?:us on|our page)",
        r"share (?:us|this)~friends",
        r"(?:next|future|second|another|following) (?:order|purchase)s?~(?:discount|off|save|free|"
        r"cheaper|coupon|voucher|code)",
        r"(?:discount|voucher|coupon|off|gift|saving)s?~(?:next|future|second|another|"
        r"following) (?:order|purchase|shopping|visit)s?",
        r"(?:coupon|voucher)s?~(?:for you|inside|below|attached|enclosed|waiting|new)",
        r"(?:send|give|offer|here is|here's|enclos\w+|attach\w+|get|receive|redeem|grab)~(?:coupon|"
        r"voucher)s?",
        r"tell~(?:friends|family)~(?:about us|about our|our shop|our brand)|recommend us",
        r"(?:ten|fifteen|twenty|twenty five|thirty|forty|fifty|sixty|seventy) ?per ?cent (?:off|"
        r"discount|"
        "cheaper|less)",
        r"(?:knock|slash|shave|chop)\w*~off|(?:\$|£|€) ?\d+ (?:\w+ )?off|\d{1,3} (?:dollars|euros?|"
        "pounds?|bucks|quid|€|usd|eur) (?:off|less|cheaper)",
        "for the price of|come back (?:to buy|for more|soon and|to (?:our|us))|buy again|shop with us "
        "again|(?:order|buy) (?:from us )?again",
        r"stock up|time to (?:restock|reorder|replace|refill)|restock (?:now|today)|never run out|"
        r"before "
        "you run out|refill now",
        "before (?:they're|they are|it's|it is) (?:gone|sold out|too late)|grab yours|treat yourself|"
        "why not (?:try|add|get|treat|take)",
        r"our (?:brand )?new(?:est)? [\w-]{1,20}(?: [\w-]{1,20}){0,3}? (?:is|are|has|have) "
        r"(?:out|here|available|live|now|"
        "online|just|arrived|landed|launched)",
        "(?:just|newly|freshly) (?:launched|landed|released|dropped)|out now",
        "(?:do|did) you (?:already )?know (?:about )?our|did you know (?:that )?we (?:also|now)|have "
        "you (?:already )?(?:seen|tried|discovered|met|checked)~(?:our|the new)",
        "we now (?:also )?(?:offer|sell|carry|stock|have)|come and (?:see|look|visit|browse)|come see "
        "(?:us|our)|take a peek|have a browse|pop by",
        r"(?:great|perfect|ideal|lovely|nice|wonderful) (?:gifts?|presents?)(?: (?:idea|for))?|gift "
        r"ideas?",
        r"tell (?:your |all |all your |the )?friends?|(?:invite|refer|bring)~friends?|tell a friend|"
        r"spread the word|you both (?:save|get)|word "
        "of mouth (?:is|helps)",
        "go(?:es)? (?:perfectly|very well|great|well|nicely|beautifully) with|(?:perfect|ideal|great) "
        "(?:match|companion|addition|complement)",
        "(?:will|would|may|might|'ll|also) (?:also )?(?:love|like|enjoy) (?:our|the new|these)|pair "
        "(?:it|them) with|upgrade to (?:our|the)",
        "(?:best|lowest|low|crazy|sensational|bottom|reduced) prices?|price drop|prices? (?:are |have "
        "been |were )?(?:slashed|cut|down|lowered|reduced)",
        "sale (?:is )?(?:on|now|starts?|ends?|begins?|has started|runs|live|event)|special price|"
        "bargains?|(?:great|hot|new|good|super) deals?",
        "free (?:shipping|delivery) (?:on|for) (?:your |all |every |any )?(?:next|second|orders?|"
        "purchases?|everything)|loyal (?:clients|customers|buyers)",
        "(?:cheaper|reduced|discounted|lower priced) (?:until|till|this|only|today|now|for)|only "
        "(?:until|till|this week|today)~(?:off|sale|cheaper|deal|price)",
        "(?:volume|bulk|wholesale|special|trade|group) (?:pricing|prices?|discounts?|rates?|deals?|"
        r"orders? (?:price|discount))|(?:win|chance to win) (?:a|an|one|the)|takes? part in|"
        r"new in(?! (?:(?:its?|the|an?|original|sealed|unopened) )?(?:\w+ )?(?:box|pack\w*|wrap\w*|"
        r"carton|version))\b|"
        "everything must go|(?:spend|buy)~(?:save|get)",
        "our other (?!warehouse|carrier|message|depot|address|mail|letter|customer)|our (?:whole|entire|"
        "full|latest|new) (?:range|line|series|collection|store|shop|"
        r"catalog\w*)|(?:perfect|great|ideal|lovely|nice)(?:ly)? (?:with|together with|for) (?:your|"
        r"the)|"
        r"matching \w+~(?:available|in our|for you|here)",
        "(?:customer|loyalty|member|friend|personal|exclusive|special) codes?|(?:five|ten|fifteen|"
        r"twenty|\d{1,2}) ?(?:%|per ?cent|percent)~(?:any|every|all|your|each|next|off|everything)",
        "early access|first to know|vip|follow (?:our|us|the) (?:brand|store|shop|page)",
        r"discounts? (?:of|up to|from|on (?:all|our|every|selected|the whole))|up to \d{1,2} ?% (?:off|"
        r"less|cheaper|discount|savings?|reduc\w*|on (?!the))|"
        r"(?<!the\s)(?:\w+ collections? (?:is|are) (?:now |finally )?(?:here|in store|online|out|"
        r"available|live)|collections? (?:is|are) (?:now |finally )?(?:here|in store|online|out|live))|"
        r"save up to",
        r"(?<!the\s)(?<!your\s)(?<!this\s)(?<!an\s)order now(?! (?:or|as|instead|and not))|buy now|"
        "shop now|(?:now|today) and save|be quick|act fast|quick before|buy (?:a|an|"
        r"any|one|two|three|\d)~(?:get|free)|(?:get|receive)~(?:bulb|second|one) free|best ?sellers? "
        "(?:is|are) back",
        "more (?:great|amazing|lovely|other|of our) (?:products?|items?|deals?|designs?)|check (?:out "
        ")?our (?:profile|page|store|shop)|(?:new|own) (?:store|shop|showroom) (?:on|in|at)|opened a "
        "new|drop by|pre ?order (?:the new|now|our)|best customers?|valued customers?~(?:get|exclusive|"
        "offer|special|discount)",
        "(?:next|second|future) (?:order|purchase)s?~(?:free|less|%|off)|(?:thought of|how about|what "
        "about|need|in need of|looking for) (?:a |another |some )?(?:spare|second|new|more|matching|"
        r"extra) \w+(?: \w+)? ?\?~(?:order|buy|save|shop)?|discounts? (?:if|when) you (?:order|buy)|"
        r"(?:if|when) you (?:order|buy) (?:more|\d+|two|three)",
        "(?:don't forget|be sure|make sure|remember|take a moment|feel free) to (?:have a look|look|"
        "check|see|visit|browse|try)|our new (?!(?:address|warehouse|office|carrier|supplier|staff|"
        r"colleague|system|stock|delivery|opening|hours|batch|version|size|software|firmware|return|team|"
        r"partner|courier|shipping|packag\w*|box|depot|location|process|procedure|premises|factory|"
        r"workshop|postal|phone|number|policy|terms|part|model number|hinge|"
        r"manual|instructions?|label|invoice|offer)\b)\w+ ?\w*",
        r"(?:new|latest|free) catalog(?:ue)?(?! number)|new designs|(?:at|in) the till|pay~% less|"
        r"with a "
        "rebate|rebates?|(?:save|saving)s? (?:on|with)|reply~for (?:a |your )?(?:coupon|code|discount|"
        r"voucher)|win (?:great|prizes|big|cash)|great prizes|for (?:just|only) (?:\$|£|"
        r"€)?\d+(?:\.\d\d)?~more",
        "we (?:also )?(?:stock|sell|carry|offer)~(?:order|buy|shop|get) (?:them|it)|all socks|on all "
        r"\w+~(?:until|till|this|off|only)",
        r"(?:buy|order|spend)(?: \w+)? more~save|more you (?:buy|order|spend)|customers (?:also|who)~"
        "(?:bought|buy|ordered|like)|(?:see|visit|time for|find|available|packs?|blanket|offers?|new)~"
        "(?:in|from|at|see) our (?:shop|store)|(?:see|visit) our (?:shop|store)",
        r"(?:here's|here is|have)~(?:\d{1,2} ?%|deal|offer)|deal for you|%~(?:code|with|use|enter|quote|"
        r":) ?[a-z]{3,10}\d{1,2}|"
        r"\d{1,2} ?% "
        r"for you|new styles|never miss|sign up\b|first \d+ (?:buyers|customers|orders)",
    ),
    elsewhere=(
        r"(?:our|my)(?: own| online| official| new| company| brand| web| internet| direct|"
        r" independent| shopify| etsy| ebay| \w+\.\w+){0,3} (?:web ?sites?(?! (?:partner|provider|"
        r"developer|team))|site|web ?shop|"
        r"online ?shop|on ?line store|web ?store|homepage|web page|e ?shop|ebay (?:shop|store)|"
        r"etsy (?:shop|store)|shopify (?:shop|store)|facebook(?: page| group)?|instagram|tiktok|"
        r"youtube channel)",
        r"(?:outside|off|outside of|away from|bypass\w*|avoid\w*|skip\w*|without going through|"
        r"cut(?:ting)? out) (?:of )?(?:the )?amazon(?!'?s? (?:message|warehouse|locker))",
        r"(?:instead of|rather than|cheaper than|better than|not just)~amazon(?! (?:locker|logistics|"
        r"warehouse|prime))|not (?:through|via|on|from|using) amazon(?! (?:locker|logistics|"
        r"warehouse|prime))",
        r"amazon'?s? (?:fees?|commission|cut)|without amazon",
        r"(?<!your\s)(?<!the\s)(?<!this\s)(?:order|buy|purchase|shop|book|reorder|deal|"
        r"come)(?:ing)?~(?:directly|direct|straight|"
        r"privately) (?:from|with|through|to|at|via|on) (?:us|me|our|the(?! (?:maker|manufacturer|"
        r"factory|warehouse|depot|house|door|carrier|wall|supplier|publisher)))",
        r"direct(?:ly)? (?:order|purchase|sale)",
        r"(?:order|buy|reorder|purchase)(?: it| them| this| again)? (?:directly|direct|privately)",
        r"(?:buy|order|get|purchase) (?:it |them |this )?(?:from|with) us (?:direct|next|instead|"
        r"again|on)",
        r"(?:pay|payment|transfer|send|settle|wire|deposit)~(?:paypal|bank transfer|venmo|zelle|"
        r"cash app|wire transfer|western union|bitcoin|crypto\w*|(?<!your\s)bank account|iban|in "
        r"cash|revolut|"
        r"\bwise)",
        r"(?:your|via|by|through|with|to) (?:paypal|venmo|zelle|cash app)(?: \w+)?",
        r"our (?:bank account|iban)",
        r"(?:send|give|tell|share|provide|let us have|reply with|message|need|what is|"
        r"forward)~your~(?:e ?mail|paypal|(?:private|personal)(?= (?:\w+ )?(?:address|account|id|number|"
        r"contact|e ?mail|phone)))(?: address| account| id| number| contact)?",
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
        "(?:outside|off|beyond|away from|not on) (?:of )?(?:the |this )?(?:platform|marketplace|market "
        "place)",
        "contact form|(?:fill|form)~(?:home ?page|web ?site|our site)|our (?:gmail|hotmail|"
        "landline|cell|mobile|whatsapp|switchboard)",
        "(?:go|come|deal|trade|buy|order|purchase)(?:ing)?~(?:through|with|from|via) us (?:rather|"
        "instead|directly|and not|not|in person)",
        "(?:talk|speak|discuss|explain|sort|settle|solve|chat|clear|rather)~(?:on|over|by) (?:the "
        ")?(?:phone|telephone)",
        r"(?:what is|what's|send|give|tell|share|leave|provide|reply with|text|need|let us have|"
        r"have)(?: "
        r"(?:us|me))? your (?:\w+ )?(?:mobile|cell|phone|telephone|whatsapp)(?: (?:phone|number|"
        "no))*(?=(?![^.]{0,40}(?:carrier|courier|driver|deliver|forwarder|model|case|haul|freight|ups|"
        "dhl|fedex)).{0,80}(?:call|ring|phone|talk|speak|explain|discuss|text|reach|contact|$))",
        r"look (?:us|our \w+) up|look up our|(?:brand|company|shop|store) name~(?:google|web|online|"
        "internet|find|search)|(?:find|look)~(?:us|me) (?:online|elsewhere)",
        "(?:better|lower|cheaper|best) (?:deal|price|offer)s? (?:if|when|by|on our|directly|direct|"
        "outside)|(?:if|when) you (?:buy|order|purchase)~(?:from us|directly|our site|outside)",
        r"without (?:the )?amazon(?:'?s)?(?: fees?)?|(?:will|can|could|would|'ll|to|happy to|"
        r"are) (?:sell|selling|sold) (?:it |them |one |this |"
        r"that |"
        r"another )?(?:to you|you)|our own (?:\w+ )?(?:store|shop|site|website|webshop|page)",
        "(?:direct|private) (?:sales?|orders?|deals?|purchases?|business|customers?)|(?:install|"
        "download|get|use) our app|create an account (?:with|at|on|in our)|sign in on our|log in to our",
        r"(?:instead of|rather than)~(?:amazon messages?|amazon'?s? messag\w*|through amazon|via "
        "amazon|amazon chat)|amazon~(?:takes?|charges?|keeps?|eats?)~(?:profit|fee|fees|cut|much|"
        "commission|margin|money)",
        "(?:like|want|love|prefer|wish|need|able|going) to (?:call|ring|phone) you|(?:what|which) "
        "(?:phone |telephone )?number~(?:reach|call|ring|phone) you|(?:we|i|support)(?:'ll| will| can| "
        "could) (?:call|ring|phone) you(?! (?:before|on arrival|when))",
        "support (?:mailbox|e ?mail|hotline|portal)|ticket (?:system|portal)|on our portal|our "
        "(?:support )?portal",
        r"(?:communicat|talk|chat|write|deal|correspond)\w*~(?:by|via|through|over) (?:e ?mail|phone|"
        r"text)|(?:prefer|rather)~e ?mail|in cash|(?:visit|come|drop|stop|see|call|buy|shop|order|"
        r"cheaper|pick)~our (?:\w+ )?(?:shop|store|showroom|warehouse) (?:in|"
        r"at) \w+|visit us at",
        "(?:shoot|drop) us (?:an?|your) (?:e ?mail|mail)|(?:continue|go on|carry on|take this|move "
        "this)~(?:phone|e ?mail|whatsapp|offline|elsewhere)|(?:refund|reimburse|pay) you~(?:paypal|"
        "venmo|bank)",
        r"(?:order|buy|purchase)\w* (?:by|over the|per|via) (?:phone|telephone|e ?mail)|(?:what's|what "
        "is) your (?:e ?mail|mail)",
    ),
    reach=(
        r"on|via|by|through|over|in|at|add|message|contact|text|chat|write|reach|join|our|my|find|us",
        r"me|follow|dm|ping|group|id|number|account|channel|support",
        "insta|search|look|send|same number|too",
    ),
    only_shown=(
        r"notifications?|works? with|compatib\w*|supports?(?: \w+)? (?:apps?|calls?)|stickers?|icons?",
        r"logo|mug|charm|badge|print(?:ed)?|motif|app store|emoji|headset|install\w*",
        r"calls? (?:on|through) the watch|pre ?installed|shows?|display\w*|smart ?watch|earbuds",
        r"theme\w*|microphone|webcam",
        r"frame|prop|reads?|engrav\w*|poster|wallpaper|pillow|cake|shirt|template|skin|case|cover|"
        "costume|wall art",
    ),
)
