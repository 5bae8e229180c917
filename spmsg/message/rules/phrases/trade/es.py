"""Spanish."""

from spmsg.message.rules.phrases.trade import TradeWords

WORDS = TradeWords(
    promotion=(
        r"codigos? (?:promocional(?:es)?|de descuento|descuento|de promocion|de cupon)",
        r"(?:con|us\w+|utili\w+|introdu\w+|aplic\w+)(?: el| nuestro|"
        r" este)? codigo [a-z]{3,}\d{1,3}(?![\w-])",
        r"\d{1,2} ?%~(?:de (?:descuento|rebaja|dto)|dto|menos|off|en (?:toda|todo|su|nuestra))",
        r"descuentos? (?:de|del|exclusiv\w*|especial\w*|en|para)",
        r"ahorr\w*~(?:\d{1,2} ?%|\d+ ?(?:€|euros))|rebajas?|rebajad\w*",
        r"(?:ofertas?|promocion(?:es)?|precios?|ventas?|descuentos?) (?:especial\w*|exclusiv\w*|"
        r"limitad\w*|unic\w*|flash|de (?:verano|invierno|navidad|la semana|temporada)|increibles?|"
        r"irresistibles?|imperdibles?)",
        r"promocion(?:es)?|ofertas?|black friday|gangas?|liquidacion|2x1|3x2|dos por uno",
        r"hasta agotar existencias|no se (?:lo |la |los |las )?pierda|no pierda (?:esta|la oportunidad)|"
        r"(?:ultim\w*) (?:dias?|oportunidad)",
        r"solo (?:hoy|esta semana|este fin)~(?:descuento|%|oferta)",
        r"newsletter|boletin|suscrib\w*|programa de (?:fidelidad|puntos|referidos)|club vip|siganos",
        r"sigan?os|siguenos|sig\w*~(?:redes|pagina|instagram|facebook)",
        r"recomiend\w*~(?:amigos|familiares|conocidos)|recomi\w*nos|probador(?:es)? de productos",
        r"unase a",
        r"(?:descubr|visit|consult|ech|explor|conozc|conoc|mir|vea|prueb|compr(?=e|ar)|"
        r"aprovech)\w*~(?:nuestr[oa]s?)(?: \w+){0,2} (?:tienda|coleccion(?:es)?|gama|productos|"
        r"articulos|catalogo|novedades|ofertas|seleccion|otros|escaparate|linea)",
        r"nuestr[oa]s (?:otros|otras|nuevos|nuevas|ultimos|ultimas|mejores) (?:productos|articulos|"
        r"colecciones|disenos|modelos|novedades|ofertas)",
        r"nueva (?:coleccion|gama|linea)|tambien (?:le )?(?:puede|podria) (?:gustar|interesar)\w*",
        r"le puede(?:n)? interesar",
        r"(?:proxim[ao]|siguiente|futur[ao]|segund[ao])s? (?:pedido|compra)s?~(?:descuento|gratis|%|"
        r"cupon|vale|codigo|mas barato)",
        r"(?:descuento|cupon|%|vale|codigo|gratis)~(?:proxim[ao]|siguiente|futur[ao]|"
        r"segund[ao])s? (?:pedido|compra)s?",
        r"(?:regal|envi|obsequi|aqui tiene|recib|adjunt)\w*~(?:cupon(?:es)?|vales? (?:de|por|regalo|"
        r"descuento)|descuento)",
        r"(?:\d{1,2} ?%|mucho) mas barat\w*|- ?\d{1,2} ?%|(?:diez|veinte|treinta|cincuenta) por ciento|"
        r"precios? (?:rebajad\w*|bajos?|de locura|reducid\w*|minim\w*)|a mitad de precio",
        "(?:conoce|ha visto|ha probado)(?: usted| ya)*~nuestr[oa]s?|sabia que (?:tambien|ahora)",
        r"(?:(?:nuev|nuestr)\w+~(?:acaba\w*|recien) (?:de )?(?:llegar|llegad\w*)|(?:acaba\w*|acabamos|"
        r"recien) (?:de )?(?:lanzar|estrenad\w*)|acaba\w* de~nuev\w+ (?:\w+ )?(?:modelos?|coleccion\w*))|"
        r"nuestras novedades|dese un "
        "capricho|por que no (?:prueba|anade|lleva|aprovecha)",
        r"ideas? (?:de|para) regalos?|regalo (?:ideal|perfecto)|combina\w* (?:perfectamente|muy "
        r"bien|de "
        "maravilla|con)|(?:complemento|accesorio) (?:ideal|perfecto)",
        "(?:dese prisa|corra a|aproveche|apresurese)|haga acopio|vuelva a (?:comprar|pedir)|al precio de|"
        "por el precio de|(?:3|tres) por (?:2|dos)",
        r"(?:habl|cuent|recomiend|dig)\w*~(?:amigos|conocidos|familia)|boca a boca|envio gratis "
        r"(?:en|a "
        "partir|para) (?:su|pedidos|todo|tu)",
        "(?:ahora )?(?:tambien )?(?:vendemos|ofrecemos) (?:tambien|ahora)|venga a ver|eche un vistazo|"
        r"oferta\w*|en rebajas|vuelva pronto",
        r"liquidacion|mitad de precio|(?:cinco|diez|veinte|\d{1,2}) ?(?:%|por ciento)~(?:de descuento|"
        r"menos|en)|nuestr[oa]s otr[oa]s|precios? (?:especial\w*|por volumen|mayorista\w*)|gane (?:un|"
        r"una)|participe en|recien llegad\w*|ahorre",
        r"(?:compre|comprando|al comprar|por la compra|compra (?:una?|dos|tres|[23]))~(?:llev\w*|"
        r"regal\w*|gratis)|llevese|superventas|mas vendido|dese prisa|(?:compre|"
        "pida) (?:ahora|ya)|esta semana ?:|reserve ya|nueva tienda|mejores clientes",
        r"nuestr[oa]s nuev[oa]s \w+|solo para usted",
        r"(?:compre|compra) mas|cuanto mas compr\w*|ahorre mas|%~[a-z]{3,10}\d{1,2}|\d{1,2} ?% para "
        r"usted|(?:mas|packs?|encontrar\w*|nuev\w*|ofertas?|venga)~en nuestra tienda",
    ),
    elsewhere=(
        r"(?:nuestr[oa]s?|mi)(?: propi[oa]| nuev[oa])? ?(?:pagina(?: web| de facebook| oficial)?|"
        r"sitio(?: web)?|web|tienda (?:online|en linea|web|virtual|propia|de ebay|de etsy|fisica)|"
        r"instagram|facebook|cuenta de instagram|app|aplicacion|perfil)(?! (?:de|en) amazon)",
        r"(?:fuera|al margen) de(?: la plataforma)?(?: de)? amazon|sin pasar por~amazon",
        r"(?:en vez|en lugar|mas barato que|evit\w*)~amazon(?! por (?:el|mensaje))|no (?:por|en|a "
        r"traves de) amazon",
        r"comision(?:es)? de amazon|tarifas de amazon|sin amazon|gastos de amazon",
        r"(?:compr|pid|ped|encarg|hag|pag|acud|contact)\w*~directamente(?: con| a| en|"
        r" por| de)? ?(?:nosotros|nuestr\w*(?! (?:almacen|fabrica))|nos\b)(?! (?:por|a traves de|"
        r"desde) (?:los mensajes|amazon|"
        r"la mensajeria))",
        r"(?<!por\s)(?:compre|comprar|pid|ped)\w*~(?:a nosotros|con nosotros|en nuestra)|venta directa",
        r"directamente (?:a|con) nosotros",
        r"(?:pag|abon|ingres|transfier|transfer|envi)\w*~(?:paypal|transferencia|bizum|western union|"
        r"bitcoin|en efectivo|\biban\b(?! [a-z])|cuenta bancaria)",
        r"(?:por|via|su|mediante) (?:paypal|transferencia bancaria|bizum)|nuestra cuenta bancaria",
        r"nuestro iban|su (?:correo de |cuenta de |direccion de )?paypal",
        r"(?:envi|mand|indi|facilit|denos|deme|proporcion|comparta|compart|escrib)\w*~su (?:correo|"
        r"e ?-?mail|direccion de correo|direccion de e ?-?mail|paypal)\b",
        r"(?:escrib|contact|respond|mand|envi|comuni)\w*~(?:por|via|un|al|a nuestro) (?:e ?-?mail|"
        r"correo|telefono|sms)(?! de amazon)",
        r"llam[ae]\w*(?:nos|me)|ll[ae]me(?:nos|me)?",
        r"(?:llame|llamar|llamada) (?:a|al) (?:nuestr\w*|numero|telefono)",
        r"nuestr[oa] (?:numero(?! (?:de (?!telefono)|interno))|telefono|linea (?:directa|telefonica)|"
        r"correo|e ?-?mail|atencion telefonica|numero de telefono)",
        r"(?:nosotros|nos|nuestr\w*|contact\w*|llam\w*|pid\w*|atend\w*)~por telefono|por telefono (?:con|"
        r"a) nosotros",
        r"(?:busqu|busc|encuentr|encontr|sig|visit|unase)\w*~(?:en|por) (?:google|ebay|etsy|facebook|"
        r"instagram|tiktok|internet|youtube|wallapop|mercado ?libre|temu|aliexpress)",
        r"cancel\w*~(?:pedido|amazon)~(?:directamente|con nosotros|nuestr\w*|de nuevo)",
        "(?:fuera|al margen) de (?:la|esta) plataforma|formulario de contacto|sin amazon|en nuestra "
        "(?:web|pagina)|nuestro (?:buzon|movil|fijo|local)",
        r"(?:denos|deme|envie|mande|indique|facilite|pase|diganos|deje|cual es|necesitamos)\w*~su "
        "(?:numero(?! de (?!telefono|movil|contacto))|movil|telefono|celular|"
        "whatsapp)(?=(?![^.]{0,60}(?:transportista|repartidor|"
        "conductor|entrega|mensajer|modelo|funda)).{0,80}(?:llam|habl|telefon|expli|resolv|contact|$))",
        r"(?:habl|expli|resolv|solucion|coment|arregl)\w*~por telefono|de viva voz|(?:busqu|busc|"
        r"goog)\w*~(?:google|internet|nombre de (?:nuestra )?(?:marca|empresa|tienda))",
        "(?:mejor precio|mas barato|precio mas bajo|descuento)~(?:directamente|sin intermediarios|con "
        "nosotros|fuera de|nuestra (?:web|tienda|pagina))",
        r"(?:instal|descarg)\w*~nuestra app\w*|cre[ea]\w*~cuenta|vender(?:le|selo)?~(?:directamente|"
        r"sin|"
        "fuera|mas barato)|sin (?:pasar por )?amazon|(?:en vez de|mejor que)~amazon|nuestro portal|"
        r"(?:queremos|quisieramos|podemos|vamos a) llamar\w*|mejor~que por amazon",
        "tienda (?:de|en) (?:ebay|etsy|la calle)|por transferencia|en efectivo|ganamos (?:los|ambos)|"
        "preferimos~(?:correo|e ?-?mail|telefono)",
        r"(?:pid|ped|compr|encarg)\w*~por (?:telefono|correo)|cual es su (?:correo|e ?-?mail)",
    ),
    reach=(
        r"por|al|en|via|a|nuestro|escrib\w*|contact\w*|agreg\w*|anad\w*|grupo|numero|mensaje|envi\w*",
        r"mand\w*|sig\w*|chat|cuenta|id|unase|nos|ll\w*",
    ),
    only_shown=(
        r"notificacion\w*|compatib\w*|funciona\w*|muestra\w*|pegatinas?|stickers?|logo\w*|icono\w*",
        r"motivo|reloj|auriculares|preinstalad\w*|instal\w*|admite|taza|microfono",
    ),
)
