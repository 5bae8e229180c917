"""Spanish."""

from spmsg.message.rules.phrases.gifts import GiftWords

WORDS = GiftWords(
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
        r"(?:diez|cinco|quince|veinte|cincuenta|unos|\d{1,3}) (?:euros?|dolares|pesos)|detallito|algo "
        "(?:especial|extra|mas)|invita la casa|corre de nuestra cuenta|dinero en efectivo|sorpresita|"
        "presente",
        r"(?:accesorio|articulo|producto|regalo|unidad)s?~(?:gratis|gratuit\w*|de regalo)|tiene premio|"
        r"(?:pagamos|remuner\w*|recompens\w*|premiamos)~por~{review}|tableta|viaje|segund\w*~(?:gratis|"
        r"de regalo)|regal\w+",
        r"garantia|(?:quedese|quede\w*|conserve)~gratis|oportunidad de ganar|ipad|iphone",
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
        r"(?:para usted|para ti|suyos?|son suyos|le espera\w*|tendra|quiere|le gustaria|de nuestra "
        "cuenta|agradeceremos)",
    ),
    exchange=(
        r"a cambio|en agradecimiento",
        r"como (?:agradecimiento|recompensa|muestra de|gesto|detalle|compensacion|premio)",
        r"en (?:senal|muestra) de|para agradecerle|en compensacion|en retorno",
        r"por (?:una|su|cada|la|tu|dejar|publicar|escribir|un|compartir|hacer|esa)(?: \w+){0,3} "
        r"{review}",
        r"por (?:dejar|publicar|escribir|compartir|hacer|eliminar|cambiar)",
        r"(?:si|tras|despues de|una vez|cuando|al|en cuanto|con)~{review}",
        r"{review}~(?:y|,|:|=|-|para)~(?:recib\w*|obten\w*|obtendr\w*|gan\w*|le |te |les |consig\w*|"
        r"llev\w*|particip\w*)",
        r"(?:dej|escrib|public|publiqu|compart|elimin|cambi|borr|modific|retir)\w*~(?:y|,|"
        r"para)~(?:recib\w*|obten\w*|obtendr\w*|gan\w*|le (?:\w+mos)|te (?:\w+mos))",
        r"captura de pantalla|pantallazo|prueba de",
        "(?:foto|imagen|copia|captura|enlace|prueba) de (?:su|la|tu)|en cuanto (?:veamos|publique|este|"
        r"la)|basta con|solo tiene que|todos los que|quien(?:es)?|cada cliente|pruebe|probador\w*",
        "por (?:su|la) (?:molestia|ayuda|tiempo)|(?:cada|toda) {review}|si (?:publica|deja|escribe|"
        "valora|comparte)",
        "solo (?:pedimos|queremos|una|su)|(?:por|cada) {review}|condicion",
    ),
    thanking=(
        r"(?:en|como) (?:\w+ )?(?:agradecimiento|recompensa)|a cambio|de regalo|para (?:agradecer|"
        r"recompensar)\w*",
    ),
    settled=(
        r"ya",
        r"(?:hemos|ha sido|han sido|fue|se ha|se han|le hemos|esta|"
        r"esta ya)(?: \w+){0,2} (?:reembolsad\w*|aplicad\w*|deducid\w*|descontad\w*|usad\w*|"
        r"utilizad\w*|enviad\w*|devuelt\w*|abonad\w*|tramitad\w*|procesad\w*|emitid\w*|realizad\w*)",
        r"en (?:la|su) factura|que (?:uso|utilizo|compro|pidio|usted uso|aplico|eligio)|descontad\w*",
        r"incluid\w*|aplicad\w*",
        r"(?:papel|caja|bolsa|envoltorio|envuelt\w*|mensaje|opcion|lazo|etiqueta|estuche|nota|paquete|"
        r"embalaje) (?:\w+ )?(?:de |para )?regalo",
        r"(?:para|como) regalo|regalo (?:de|para) (?:cumpleanos|boda|navidad|su|el|la)",
        r"tarjeta (?:de )?regalo (?:que|pedida|comprada|personalizada|impresa)|porta ?cupones",
        r"destinatario del regalo",
        r"(?:agotad\w*|debido)~(?:rebajas|promocion|oferta)|(?:pregunt|pidi)\w*~descuento",
    ),
)
