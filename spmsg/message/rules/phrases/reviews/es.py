"""Spanish."""

from spmsg.message.rules.phrases.reviews import ReviewWords

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

WORDS = ReviewWords(
    review=(
        r"(?:resenas?|opiniones|opinion|valoracion(?:es)?|calificacion(?:es)?|comentarios?|"
        r"evaluacion(?:es)?|reviews?|feedbacks?|testimonios?|puntuacion(?:es)?)(?: (?:del producto|"
        r"del vendedor|en amazon))?",
        r"(?:valor|calific|puntu|opin|resen|evalu)(?:ar|e|en|a|arnos|enos|ando|ara|as|arlo|arla|elo|"
        r"ela)",
        r"(?:cinco|cuatro|tres|dos|una|[1-5]|5/5) ?estrell(?:as?|itas?)|estrell(?:as?|itas?)",
        r"(?:public|publiqu|escrib|compart|cuent|dej)\w*~(?:experiencia|opinion|impresiones)",
        r"(?:palabras?|lineas?|frases?|opinion|experiencia|impresion\w*|veredicto|criticas?|mensaje|"
        "texto)~(?:en|bajo|sobre) (?:amazon|la pagina|la ficha|nuestra pagina|el producto|el anuncio)",
        r"lo que (?:escribio|publico|dijo|puso|ha escrito|ha publicado)|(?:cuent|dig|dil|expli)\w*~"
        "(?:otros|demas|futuros) (?:compradores|clientes|usuarios)|publicamente|en publico|hacerlo "
        "publico|publicarlo",
        r"(?:mala|buena|baja|alta|mejor) (?:nota|critica|puntuacion)|criticas? (?:negativ\w*|"
        r"dur\w*)|sus "
        "(?:estrellas|palabras)|la nota|su nota|una nota|pagina de opiniones|pulgar",
        r"quien(?:es)? nos (?:valore|puntue|califique)\w*",
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
    praise=(
        r"(?:buen[ao]?s?|excelentes?|mejor(?:es)?|muy buen\w*|gran|bonit[ao]s?|positiv[ao]s?|"
        r"estupend[ao]s?|maravillos[ao]s?|favorables?|alta|maxima) (?:{review})",
        r"(?:{review})(?: \w+)? (?:positiv[ao]s?|favorables?|excelentes?|buen[ao]s?|maxim[ao]s?|"
        r"perfect[ao]s?|de cinco estrellas|de 5 estrellas)",
        r"(?:cinco|5|todas las|las 5|las cinco) ?(?:estrellas?|estrellitas?)|5/5|★{4,5}",
        r"(?:cuatro|4) o (?:cinco|5) estrellas",
        r"(?:valor|calific|puntu)\w*~(?:positivamente|con un 5|bien)|maxima puntuacion",
        r"(?:maxima|mejor|mas alta) (?:nota|puntuacion|calificacion|valoracion)|todas las estrellas|"
        r"diez "
        "sobre diez|10/10|las cinco estrellas|un 10|un diez",
        "(?:buen[ao]?s?|bonit[ao]s?|excelente?s?|gran|mejor(?:es)?|alta|estupend[ao]s?|"
        r"maravillos[ao]s?)(?: (?!(?:si|de|que|para|dia|dias|tardes|noches|usted|y|o)\b)\w+){0,2} "
        r"(?:{review})|{review}(?: \w+){0,2} (?:positiv\w*|favorable\w*|excelente\w*|de 5|de cinco)",
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
        "(?:si|cuando|siempre que)~(?:todo (?:esta|va|ha ido|fue|salio) (?:bien|perfecto|ok|correcto)|"
        r"merec\w*|ningun problema|lo que esperaba)",
        r"(?:todo (?:esta |va )?(?:bien|perfecto|ok|correcto))(?: \w+){0,3} ?\?|(?:solo|unicamente) "
        "(?:los )?(?:clientes|compradores) (?:satisfechos|contentos)",
        r"\bcontent[oa]s? ?\?",
    ),
    divert=(
        r"(?:antes|en vez|en lugar)(?: de)? ?~(?:{review}|opinar|valorar|calificar|publicar)",
        r"(?:no|evit\w*)~(?:dej|publi|pon|escrib|hag)\w*~(?:negativ|mal[ao]|baj[ao])\w*",
        r"(?:resenas?|opinion(?:es)?|valoracion(?:es)?|comentarios?) (?:negativ|mal)[ao]s?~(?:afect|"
        r"perjudic|dan|hund)\w*",
        r"menos de (?:5|cinco) estrellas",
        r"(?:antes|en vez|en lugar|y no)(?: de)?~(?:publi\w*|hacerlo publico|amazon|en publico|"
        r"quejarse|"
        "pagina de opiniones)",
        r"(?:menos de|por debajo de|inferior\w* a) (?:cinco|5|cuatro|4)(?: estrellas)?",
        r"(?:mala|baja) (?:nota|puntuacion|valoracion|resena)~(?:afect|perjudic|dan|hund|cuest|"
        r"duel)\w*|"
        r"(?:escribanos|contactenos|diganos\w*|hablenos|avisenos|hable con nosotros|hablelo con "
        r"nosotros|"
        r"contacte con nosotros|acuda a nosotros|cuentenos\w*)~(?:antes|primero)|(?:antes|primero)~"
        r"(?:escribanos|contactenos|diganoslo|hablenos|avisenos|hable con nosotros|contacte con "
        r"nosotros)",
        r"(?:sin|ningun\w*|nada de|no) (?:\w+ )?(?:mal[ao]s? |baj[ao]s? )?(?:resenas?|opinion(?:es)?|"
        r"valoracion(?:es)?|comentarios?)? ?(?:negativ[ao]s?|mal[ao]s?|de (?:1|una) estrella)|"
        r"(?:vivimos|"
        r"vivir|dependemos|depende|comer|sobreviv\w*)~{review}|{review}~(?:vivir|vivimos|comer|"
        r"sobreviv\w*)",
        r"(?:{review}|estrellas?)~(?:baj|hund|arrastr|perjudic)\w*~(?:media|ranking|nos|cuenta|tienda|"
        r"posicion\w*)",
        r"(?:contacte|escriba|hable|avise)\w*~antes de~(?:{review}|negativ\w*|dejar|publicar|valorar)",
        r"(?:descontent|insatisfech|disconform)\w*~(?:escrib|contact|dig|habl|avis)\w*",
    ),
    change=(
        rf"\b{_ALTER} (?:\w+ )?(?:su|sus|la|el|esa|ese|esta|este|dicha|una|un|tu|las|"
        rf"los)(?: \w+){{0,3}} ?{{review}}",
        rf"{{review}}~\b(?:{_ALTER_IT}|(?:la|lo) (?:elimin|borr|cambi|modific|retir|quit|edit)\w+)",
        r"(?:eliminacion|modificacion|retirada|revision) de (?:su|la|esa|dicha)~{review}",
        r"(?:subir|cambiar|pasar|aumentar)~(?:a|por) (?:5|cinco|4|cuatro) estrellas",
        r"{review}~(?:sea|ser|quede) (?:eliminad|borrad|cambiad|modificad|retirad)\w*",
        r"(?:sub|aument|mejor|elev|increment|revis|cambi|modific|repens)\w*~(?:nota|estrellas?|"
        "puntuacion|valoracion|calificacion)",
        r"(?:elimin|borr|quit|retir|modific|cambi|suaviz|correg|corrij|reconsider|"
        r"rectific)\w*~(?:lo que "
        "(?:escribio|publico|dijo|puso|ha)|sus palabras|su critica|su texto|sus estrellas|la critica)",
        r"(?:resena|valoracion|comentario|nota|opinion|critica|estrella)s?~(?:desapare\w*|sigue "
        r"(?:publicad\w*|visible|ahi|online|en linea)|todavia (?:visible|publicad\w*))",
        r"(?:pas|convert|conviert|cambi|transform)\w*~(?:una|1|2|dos|tres|3)(?: estrellas?)? (?:a|en) "
        "(?:cinco|5|cuatro|4)",
        "(?:elimin|borr|cambi|modific|retir|quit|edit|actualiz|correg|corrij|reconsider|rectific|"
        "anul)(?:ar|ara|aria|e|en|a|ase)…(?:resenas?|opinion(?:es)?|valoracion(?:es)?|comentarios?|"
        "notas?|puntuacion(?:es)?|estrellas?|criticas?|calificacion(?:es)?)",
        "(?:resenas?|opinion(?:es)?|valoracion(?:es)?|comentarios?|nota|puntuacion|"
        "estrellas?)…(?:eliminar|borrar|cambiar|modificar|retirar|quitar|editar|corregir|subir)",
        r"(?:convi?ert|transform|cambi|pas|sub)\w*~estrellas?~(?:en|a|por) (?:5|cinco|4|cuatro)",
    ),
    change_it=(
        r"\b(?:elimin|borr|cambi|modific|retir|quit|edit|actualiz|correg|corrig|reconsider|suprim|"
        r"mejor)(?:ar|ir|e|i|imir|a)(?:la|lo|las|los)\b",
        r"\b(?:la|lo) (?:elimin|borr|cambi|modific|retir|quit)\w+",
        r"\b(?:la|lo|las|los) (?:elimin|borr|cambi|modific|retir|quit|correg|corrig|corrij|actualiz|"
        r"rectific)\w+",
    ),
)
