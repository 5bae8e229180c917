"""Spanish."""

from spmsg.message.rules.phrases.talk import TalkWords

WORDS = TalkWords(
    common=(
        "hoy sin y quiere envio dias hasta cual donde desea nuestros nuestras usted "
        "el los las una su sus usted nos que por para con del al es esta "
        "este pedido gracias hola le les si pero como muy ha hemos puede podria favor nuestro "
        "nuestra buenos dias estimado estimada"
    ),
    negation=(
        r"no(?! (?:se pierda|lo pierda|pierda|dude|olvide|espere|solo|esta (?:contento|"
        r"satisfecho)))|nunca|jamas|ningun\w*|sin|prohibid\w*|tampoco|ni|nada|imposible",
        "solo usted",
    ),
    condition=("si|en caso de|cuando",),
    ours=(r"(?:vamos a|hemos|podemos|hemos de)",),
    reported=(r"(?:usted )?(?:nos )?(?:pregunt(?:o|aba|a)|ha preguntado|escribio)",),
    idle=(
        r"(?:hola|buenos dias|buenas tardes|estimad[oa]s?|apreciad[oa])(?:[,\s].{0,40})?",
        r"(?:hola[^,]{0,30}, )?(?:muchas |mil |de nuevo,? )?gracias(?: (?:por|de nuevo|a usted) "
        r".{0,90})?",
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
    shown=(),
    inscribed=(
        r"placa|etiqueta|sello|pancarta|pegatinas?|tarjetas? de visita|grab\w*|imprim\w*|impres\w*|"
        r"bord\w*|rotulo|cartel",
        r"texto (?:para|de|en)",
    ),
    asked=(
        r"(?:dej\w*|escrib\w*|pong\w*|public\w*|elij\w*|puls\w*|us\w*|utili\w*|introdu\w*|con|"
        r"codigo)(?: (?:nos|un|una|el|la|su|codigo|en))*\W*",
    ),
)
