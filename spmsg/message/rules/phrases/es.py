"""Spanish."""

from spmsg.message.rules.phrases import Words

_ALTER = (
    r"(?:elimin|borr|cambi|modific|retir|quit|edit|actualiz|correg|corrig|reconsider|revis|"
    r"rectific|mejor|anul|suprim|sub|aument|replante)(?!cion|ado|ada)(?:ar|ara|aria|e|en|ir|"
    r"imir|iera|ar|as|a|emos|ando|iendo|aran|arse|ue|ues|uen|amos)?(?:la|lo|las|los|se|sela)?"
)
_ALTER_IT = (
    r"(?:elimin|borr|cambi|modific|retir|quit|edit|actualiz|correg|corrig|reconsider|revis|"
    r"rectific|mejor|anul|suprim|sub|aument|replante)(?!cion|ado|ada)(?:ar|ara|aria|e|en|ir|"
    r"imir|iera|ar|as|a|emos|ando|iendo|aran|arse|ue|ues|uen|amos)?(?:la|lo|las|los|sela|selo)"
)
_HAPPY = (
    r"(?:gust(?:o|a|ado|ada)|satisfech\w*|content\w*|feliz|felices|encant\w*|agrad\w*|"
    r"complac\w*|disfrut\w*|cumpl\w*|conform\w*|perfect\w*|expectativas)"
)

WORDS = Words(
    common=frozenset(
        [
            "el",
            "los",
            "las",
            "una",
            "su",
            "sus",
            "usted",
            "nos",
            "que",
            "por",
            "para",
            "con",
            "del",
            "al",
            "es",
            "esta",
            "este",
            "pedido",
            "gracias",
            "hola",
            "le",
            "les",
            "si",
            "pero",
            "como",
            "muy",
            "ha",
            "hemos",
            "puede",
            "podria",
            "favor",
            "nuestro",
            "nuestra",
            "buenos",
            "dias",
            "estimado",
            "estimada",
        ]
    ),
    review=(
        r"(?:resenas?|opiniones|opinion|valoracion(?:es)?|calificacion(?:es)?|comentarios?|"
        r"evaluacion(?:es)?|reviews?|feedbacks?|testimonios?|puntuacion(?:es)?)(?: (?:del producto|"
        r"del vendedor|en amazon))?",
        r"(?:valor|calific|puntu|opin|resen|evalu)(?:ar|e|en|a|arnos|enos|ando|ara|as|arlo|arla|elo|ela)",
        r"(?:cinco|cuatro|tres|dos|una|[1-5]|5/5) ?estrell(?:as?|itas?)|estrell(?:as?|itas?)",
        r"(?:public|publiqu|escrib|compart|cuent|dej)\w*~(?:experiencia|opinion|impresiones)",
    ),
    not_review=(
        r"(?:comentarios?|opinion|observaciones)~(?:sobre|acerca de|del|de) (?:la |el |su |este |"
        r"esta )?(?:prueba|boceto|diseno|maqueta|grabado|borrador|muestra|vista previa)",
        r"(?:comentarios?|notas?) (?:de entrega|del pedido|de envio)",
        r"(?:calificacion|clasificacion|valor|evaluacion) (?:energetica|de riesgos?|nominal|electrica|"
        r"tecnica|del dano|de danos)",
        r"en (?:mi|nuestra|su) opinion",
        r"(?:en forma de|lampara de|con forma de|proyector de|guirnalda de|motivo de|luz de|molde de|"
        r"estampado de|luces de|cielo de) estrell(?:as?|itas?)",
        r"estrellas? (?:de mar|fugaz|fugaces|de navidad|polar|adhesivas?|fluorescentes?|decorativas?|"
        r"de (?:papel|madera|metal|tela|oro|plata)|fosforescentes?|luminosas?|doradas?)",
        r"hotel (?:de )?(?:\w+ )?(?:cinco|cuatro|[1-5]) ?estrellas",
        r"a valorar|valor (?:de|del)|evaluar (?:el dano|los danos|la prueba)",
        r"valora\w* (?:el dano|la incidencia)",
    ),
    gift=(
        r"(?:tarjetas?|cheques?|bonos?|vales?|cupon(?:es)?) ?(?:de )?regalo|regalos?",
        r"(?:le|te) (?:regal|obsequi)\w+|obsequios?|cupon(?:es)?|vales?|bonos?|recompensas?|premios?",
        r"sorteos?|cash ?back|reembolso extra|incentivos?|compensacion|gratificacion|puntos",
        r"bonificacion|sorpresa|detalle|saldo|descuentos?",
        r"(?:productos?|articulos?|unidad|muestras?|accesorios?|segund[oa]|otr[oa]|mes|cargador|"
        r"correa|filtro|frasco|set)(?: \w+){0,2} (?:gratis|gratuit\w*)",
        r"gratis|(?:\d{1,4}(?:,\d\d)? ?(?:€|euros?|eur|pesos?|usd|dolares|\$|mxn))|(?:€|\$) ?\d{1,4}",
        r"paypal|garantia (?:\w+ )?(?:extendida|ampliada|adicional|de por vida|extra)",
        r"(?:ampli|extend|extiend|prolong)\w*~garantia|(?:meses|ano|anos)~garantia",
    ),
    remedy=(
        r"reembols\w*|devolv\w*~(?:dinero|importe|precio|compra|pago|mitad)|devuelv\w*|devolucion",
        r"(?:su |el )?dinero|gratis|gratuit\w*|\d{1,3} ?%|indemniz\w*|compens\w*|descuento|reintegr\w*",
        r"importe",
    ),
    giving=(
        r"(?:quiere|desea)",
        r"(?:le|te|les|os|nosotros)~(?:enviaremos|enviamos|mandaremos|mandamos|regalamos|regalaremos|"
        r"daremos|damos|devolvemos|devolveremos|reembolsamos|reembolsaremos|ofrecemos|ofreceremos|"
        r"haremos|abonamos|abonaremos|obsequiamos|obsequiaremos|pagamos|premiamos|premiaremos|"
        r"ingresamos)",
        r"(?:recib|obten|obtien|gan|consig|consegui|disfrut|llev|particip|benefici)\w*",
        r"(?:enviar|regalar|dar|ofrecer|devolver)le|le espera|tendra|gratis",
    ),
    exchange=(
        r"a cambio|en agradecimiento",
        r"como (?:agradecimiento|recompensa|muestra de|gesto|detalle|compensacion|premio)",
        r"en (?:senal|muestra) de|para agradecerle|en compensacion|en retorno",
        r"por (?:una|su|cada|la|tu|dejar|publicar|escribir|un|compartir|hacer|esa)(?: \w+){0,3} {review}",
        r"por (?:dejar|publicar|escribir|compartir|hacer|eliminar|cambiar)",
        r"(?:si|tras|despues de|una vez|cuando|al|en cuanto|con)~{review}",
        r"{review}~(?:y|,|:|=|-|para)~(?:recib\w*|obten\w*|obtendr\w*|gan\w*|le |te |les |consig\w*|"
        r"llev\w*|particip\w*)",
        r"(?:dej|escrib|public|publiqu|compart|elimin|cambi|borr|modific|retir)\w*~(?:y|,|"
        r"para)~(?:recib\w*|obten\w*|obtendr\w*|gan\w*|le (?:\w+mos)|te (?:\w+mos))",
        r"captura de pantalla|pantallazo|prueba de",
    ),
    negation=(r"no|nunca|jamas|ningun\w*|sin|prohibid\w*|tampoco|ni|nada|imposible",),
    settled=(
        r"ya",
        r"(?:hemos|ha sido|han sido|fue|se ha|se han|le hemos|esta|"
        r"esta ya)(?: \w+){0,2} (?:reembolsad\w*|aplicad\w*|deducid\w*|descontad\w*|usad\w*|"
        r"utilizad\w*|enviad\w*|devuelt\w*|abonad\w*|tramitad\w*|procesad\w*|emitid\w*|realizad\w*)",
        r"en (?:la|su) factura|que (?:uso|utilizo|compro|pidio|usted uso|aplico|eligio)|descontad\w*",
        r"incluid\w*|aplicad\w*",
        r"(?:papel|caja|bolsa|envoltorio|envuelt\w*|mensaje|opcion|lazo|etiqueta|estuche|nota|paquete|"
        r"embalaje) (?:\w+ )?(?:de |para )?regalo",
        r"(?:para|como|de) regalo|regalo (?:de|para) (?:cumpleanos|boda|navidad|su|el|la)",
        r"tarjeta (?:de )?regalo (?:que|pedida|comprada|personalizada|impresa)|porta ?cupones",
        r"destinatario del regalo",
    ),
    praise=(
        r"(?:buen[ao]?s?|excelentes?|mejor(?:es)?|muy buen\w*|gran|bonit[ao]s?|positiv[ao]s?|"
        r"estupend[ao]s?|maravillos[ao]s?|favorables?|alta|maxima) (?:{review})",
        r"(?:{review})(?: \w+)? (?:positiv[ao]s?|favorables?|excelentes?|buen[ao]s?|maxim[ao]s?|"
        r"perfect[ao]s?|de cinco estrellas|de 5 estrellas)",
        r"(?:cinco|5|todas las|las 5|las cinco) ?(?:estrellas?|estrellitas?)|5/5|★{4,5}",
        r"(?:cuatro|4) o (?:cinco|5) estrellas",
        r"(?:valor|calific|puntu)\w*~(?:positivamente|con un 5|bien)|maxima puntuacion",
    ),
    neutral=(
        r"sincer\w*|honest\w*",
        r"(?:positiv[ao]|buen[ao]|bien)s? (?:o|u|como|y|ni|,) ?(?:negativ[ao]|mal[ao]|mal)s?",
        r"sea (?:cual|buena|positiva)|objetiv\w*|imparcial\w*|neutral\w*|hotel",
        r"gracias por (?:su|la|haber|dejar|tu)~(?:resena|valoracion|opinion|comentario|estrella)",
        r"lo bueno y lo malo|tanto (?:si|lo)",
    ),
    happy=(
        rf"\b(?:si|cuando|como|ya que|en caso de que|siempre que|puesto que)~{_HAPPY}",
        rf"{_HAPPY}(?: \w+){{0,4}} ?\?",
        rf"(?:esta|estas|esten|esta usted|quedo|ha quedado|le ha|le|te ha)~{_HAPPY}(?=.{{0,60}}\?)",
        rf"(?:solo|unicamente) si~{_HAPPY}|clientes? {_HAPPY}",
    ),
    divert=(
        r"(?:antes|en vez|en lugar)(?: de)? ?~(?:{review}|opinar|valorar|calificar|publicar)",
        r"(?:no|evit\w*)~(?:dej|publi|pon|escrib|hag)\w*~(?:negativ|mal[ao]|baj[ao])\w*",
        r"(?:resenas?|opinion(?:es)?|valoracion(?:es)?|comentarios?) (?:negativ|mal)[ao]s?~(?:afect|"
        r"perjudic|dan|hund)\w*",
        r"menos de (?:5|cinco) estrellas",
    ),
    change=(
        rf"\b{_ALTER} (?:\w+ )?(?:su|sus|la|el|esa|ese|esta|este|dicha|una|un|tu|las|"
        rf"los)(?: \w+){{0,3}} ?{{review}}",
        rf"{{review}}~\b(?:{_ALTER_IT}|(?:la|lo) (?:elimin|borr|cambi|modific|retir|quit|edit)\w+)",
        r"(?:eliminacion|modificacion|retirada|revision) de (?:su|la|esa|dicha)~{review}",
        r"(?:subir|cambiar|pasar|aumentar)~(?:a|por) (?:5|cinco|4|cuatro) estrellas",
        r"{review}~(?:sea|ser|quede) (?:eliminad|borrad|cambiad|modificad|retirad)\w*",
    ),
    change_it=(
        r"\b(?:elimin|borr|cambi|modific|retir|quit|edit|actualiz|correg|corrig|reconsider|suprim|"
        r"mejor)(?:ar|ir|e|i|imir|a)(?:la|lo|las|los)\b",
        r"\b(?:la|lo) (?:elimin|borr|cambi|modific|retir|quit)\w+",
    ),
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
        r"hasta agotar existencias|no (?:se )?(?:lo )?pierda|(?:ultim\w*) (?:dias?|oportunidad)",
        r"solo (?:hoy|esta semana|este fin)~(?:descuento|%|oferta)",
        r"newsletter|boletin|suscrib\w*|programa de (?:fidelidad|puntos|referidos)|club vip|siganos",
        r"sigan?os|siguenos|sig\w*~(?:redes|pagina|instagram|facebook)",
        r"recomiend\w*~(?:amigos|familiares|conocidos)|recomi\w*nos|probador(?:es)? de productos",
        r"unase a",
        r"(?:descubr|visit|consult|ech|explor|conozc|conoc|mir|vea|prueb|compr|"
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
        r"(?:regal|envi|obsequi|aqui tiene|recib|adjunt)\w*~(?:cupon(?:es)?|vales?|descuento)",
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
        r" por)? ?(?:nosotros|nuestr\w*|nos)?(?! (?:por|a traves de|desde) (?:los mensajes|amazon|"
        r"la mensajeria))",
        r"(?:compr|pid|ped)\w*~(?:a nosotros|con nosotros|en nuestra)|venta directa",
        r"directamente (?:a|con) nosotros",
        r"(?:pag|abon|ingres|transfier|transfer|envi)\w*~(?:paypal|transferencia|bizum|western union|"
        r"bitcoin|efectivo|iban|cuenta bancaria)",
        r"(?:por|via|su|mediante) (?:paypal|transferencia bancaria|bizum)|nuestra cuenta bancaria",
        r"nuestro iban|su (?:correo de |cuenta de |direccion de )?paypal",
        r"(?:envi|mand|indi|facilit|d[ea]|proporcion|comparta|compart|escrib)\w*~su (?:correo|"
        r"e ?-?mail|direccion de correo|direccion de e ?-?mail|paypal)\b",
        r"(?:escrib|contact|respond|mand|envi|comuni)\w*~(?:por|via|un|al|a nuestro) (?:e ?-?mail|"
        r"correo|telefono|sms)(?! de amazon)",
        r"llam[ae]\w*(?:nos|me)|ll[ae]me(?:nos|me)?",
        r"(?:llame|llamar|llamada) (?:a|al) (?:nuestr\w*|numero|telefono)",
        r"nuestr[oa] (?:numero|telefono|linea|correo|e ?-?mail|atencion telefonica|numero de telefono)",
        r"por telefono",
        r"(?:busqu|busc|encuentr|encontr|sig|visit|unase)\w*~(?:en|por) (?:google|ebay|etsy|facebook|"
        r"instagram|tiktok|internet|youtube|wallapop|mercado ?libre|temu|aliexpress)",
        r"cancel\w*~(?:pedido|amazon)~(?:directamente|con nosotros|nuestr\w*|de nuevo)",
    ),
    reach=(
        r"por|al|en|via|a|nuestro|escrib\w*|contact\w*|agreg\w*|anad\w*|grupo|numero|mensaje|envi\w*",
        r"mand\w*|sig\w*|chat|cuenta|id|unase|nos|ll\w*",
    ),
    only_shown=(
        r"notificacion\w*|compatib\w*|funciona\w*|muestra\w*|pegatinas?|stickers?|logo\w*|icono\w*",
        r"motivo|reloj|auriculares|preinstalad\w*|instal\w*|admite|taza|microfono",
    ),
    idle=(
        r"(?:hola|buenos dias|buenas tardes|estimad[oa]s?|apreciad[oa])(?:[,\s].{0,40})?",
        r"(?:hola[^,]{0,30}, )?(?:muchas |mil |de nuevo,? )?gracias(?: (?:por|de nuevo|a usted) .{0,90})?",
        r"le agradecemos.{0,90}|nos alegra.{0,60}",
        r"(?:esperamos|deseamos|le deseamos|disfrute|que (?:tenga|lo disfrute|disfrute)).{0,90}",
        r"(?:si tiene|ante|para|en caso de|no dude|por)~(?:duda|pregunta|problema|consulta|contactar|"
        r"escribir)\w*.{0,70}",
        r"(?:estamos|quedamos|seguimos) .{0,50}(?:disposicion|ayudarle|para usted|servirle).{0,40}",
        r"(?:su|el) (?:pedido|paquete|compra|articulo|envio)(?: .{0,40})? (?:ha sido|fue|esta|ya|sera|"
        r"llegara|ha salido|se ha) .{0,40}(?:enviado|confirmado|en camino|entregado|recibido|salido|"
        r"expedido|preparado|registrado|en reparto).{0,60}",
        r"(?:su|el) (?:pedido|paquete) (?:llegara|ha salido) .{0,60}",
        r"hemos (?:enviado|recibido|confirmado|expedido|despachado) su .{0,60}",
        r"(?:el |su )?numero de seguimiento.{0,50}",
        r"(?:un )?(?:cordial(?:es)?|saludos?|atentamente).{0,50}|el equipo .{0,30}",
    ),
)
