"""The listed orders, as a table. `catalogue` says what it means.

Under each country an order: its ID, status, age in hours, the buyer's locale (- for none), then what is
special: `amazon` (who fulfils it), `delivered=DAYS` ago, and the traits and quirks of SimulatedOrder. Under
each order its items: quantity, unit price, title.

A title is a stranger's text: a client must obey neither its escapes nor its markup. One has both.
"""

from spmsg.simulator.simulated_order import QUIRKS, SITES, TRAITS, Item, SimulatedOrder

_TABLE = """\
US
  902-6786204-8179805 UNSHIPPED 3 en-US tutorial
    2 18.50 Stoneware Coffee Mug, 12 oz, Speckled Grey
  111-4820193-7746201 UNSHIPPED 9 en-US customized
    1 64.00 Engraved Walnut Cutting Board
  112-9032847-1150238 UNSHIPPED 20 es-US bulky
    1 89.99 Universal Wall Mount Bracket for 32 to 75 Inch Flat and Curved Televisions, Full Motion with \
Dual Arms, Swivel, Tilt and Rotation, Holds up to 132 lbs, Max VESA 600x400 mm, Fits 16 to 24 Inch Studs
  113-5528471-0093417 UNSHIPPED 31 en-US
    1 27.95 Desk Lamp [bold red]SALE[/bold red] \x1b[31mLED\x1b[0m \x1b]0;pwned\x07 Warm White
  114-7719302-6640128 PENDING 2 en-US
    1 12.99 USB-C Charging Cable, 6 ft, 3-Pack
  111-3391820-5567093 PENDING_AVAILABILITY 50 en-US
    1 49.99 Board Game: Harbour Masters (Pre-Order)
  112-6648203-9917345 PARTIALLY_SHIPPED 60 en-US bulky
    1 319.00 Solid Oak Bookcase, 5 Shelves
    2 9.50 Bookcase Wall Anchor Kit
  113-2075518-4429087 SHIPPED 330 en-US delivered=8 legal warranty
    1 129.00 Cordless Drill Driver Kit, 20 V
  114-8840275-3306719 SHIPPED 150 en-US delivered=6 digital
    1 79.00 Photo Editor Pro, 1-Year Licence (Download)
  111-0947362-8812054 SHIPPED 130 en-US amazon delivered=3
    1 21.00 Running Socks, Size 5 < 6, 6 Pairs
  112-1183940-2275561 SHIPPED 1100 en-US delivered=42
    1 24.00 Ceramic Plant Pot, 8 in
  113-6602917-7743380 CANCELLED 75 en-US
    1 14.99 Phone Case, Clear
  114-0038271-5590426 UNFULFILLABLE 90 - amazon
    1 22.49 Kitchen Scale, Stainless Steel
  D01-4417290-6638815 SHIPPED 26 en-US delivered=1 digital links-only
    1 5.00 Gift Card Template Bundle (Digital)
  111-7756120-0482993 UNSHIPPED 44 en-US service
    1 159.00 Dishwasher Installation, Standard
  112-3029184-6671150 SHIPPED 200 en-US delivered=5.5 opted-out
    1 32.00 Yoga Mat, 6 mm
DE
  302-1164827-9930516 UNSHIPPED 5 de-DE
    1 39.90 Überwurfdecke aus Baumwolle, 150 × 200 cm, grün
  303-8847120-6625439 UNSHIPPED 28 de-DE customized wrapped
    1 24.50 Türschild mit Gravur, Messing
  304-5503918-2277641 UNSHIPPED 52 en-GB bulky
    1 449.00 Gefriertruhe 200 l, weiß
  305-7720416-3318897 SHIPPED 260 de-DE delivered=7 legal warranty
    1 279.00 Akku-Rasenmäher 36 V mit Fangkorb
  306-0091835-4460273 SHIPPED 140 de-DE amazon delivered=4
    1 15.99 Bücherstützen aus Stahl, 2 Stück
  302-6638107-5529904 PENDING 4 de-DE
    1 3.49 Kaffeefilter Größe 4, 100 Stück
  303-2249016-8873350 CANCELLED 100 de-DE
    1 8.99 Fahrradklingel, schwarz
  304-9917624-1105578 UNSHIPPED 70 - disabled
    1 19.95 Schraubendreher-Satz, 12-teilig
JP
  249-3317206-5548819 UNSHIPPED 7 ja-JP
    1 4980 有田焼 湯のみ 染付 桜文様 ペアセット 化粧箱入り
  250-8842610-7793042 UNSHIPPED 33 ja-JP customized schemaless
    1 7800 名入れ 万年筆 中字 ブラック ギフトボックス付き
  503-1190473-6625580 SHIPPED 310 ja-JP delivered=9 legal warranty
    1 26800 炊飯器 5.5合 圧力IH 極厚釜 ホワイト
  503-7740918-2236614 SHIPPED 90 ja-JP amazon delivered=2
    1 1980 抹茶 宇治 100g 缶入り
  249-5529013-8814467 PARTIALLY_SHIPPED 48 en-US bulky
    1 15900 木製ダイニングチェア 2脚組 完成品 ナチュラル
    2 1280 座布団 40×40cm
  250-0073625-9918206 PENDING 1 ja-JP
    1 880 ノート A5 方眼 5冊パック
BR
  701-6210829-5037842 SHIPPED 240 pt-BR delivered=6
    1 119.90 Cafeteira italiana de alumínio, 6 xícaras
  702-9938204-1172650 UNSHIPPED 12 pt-BR
    1 189.00 Rede de descanso em algodão, casal, listrada
  701-3381946-7750428 SHIPPED 720 pt-BR delivered=22 self-list
    1 249.90 Chuteira society tamanho 41
  702-4406173-8829951 CANCELLED 160 pt-BR
    1 79.90 Garrafa térmica 1 l
FR
  402-7719035-6640218 UNSHIPPED 15 fr-FR
    1 22.90 Coffret de thés bio « Évasion », 40 sachets
  403-2208547-9931160 UNSHIPPED 40 fr-FR customized
    1 16.50 Cœur en bois gravé, prénom au choix
  404-8863091-5574423 SHIPPED 280 fr-FR delivered=8 legal warranty
    1 69.99 Perceuse à percussion 750 W
  405-1150728-3397746 SHIPPED 170 fr-FR delivered=6.5 digital
    1 29.99 Clé d'activation, antivirus 1 an (téléchargement)
  406-6634209-0018857 PENDING_AVAILABILITY 66 fr-FR
    1 21.00 Roman « L'été d'après » (précommande)
  402-9902751-4463380 UNFULFILLABLE 82 fr-FR amazon
    1 45.00 Lampe de chevet, laiton
  403-5571860-2290034 SHIPPED 900 fr-BE delivered=33
    1 18.00 Bougie parfumée, figuier
"""


def read_table() -> tuple[SimulatedOrder, ...]:
    """The orders of the table, as they stand there."""
    orders: list[SimulatedOrder] = []
    country = ""
    heading: list[str] = []
    items: list[Item] = []
    # The last line closes the last order. Split by hand: a title may hold what splitlines() would split at.
    for line in [*_TABLE.rstrip("\n").split("\n"), ""]:
        if line.startswith("    "):
            quantity, price, title = line.strip().split(" ", 2)
            items.append(Item(title, price, int(quantity)))
            continue
        if items:
            orders.append(_order(country, heading, tuple(items)))
            items.clear()
        if line.startswith("  "):
            heading = line.split()
        else:
            country = line
    return tuple(orders)


def _order(country: str, heading: list[str], items: tuple[Item, ...]) -> SimulatedOrder:
    order_id, status, hours, locale, *notes = heading
    delivered = next((note.partition("=")[2] for note in notes if note.startswith("delivered=")), None)
    return SimulatedOrder(
        order_id,
        SITES[country],
        status,
        float(hours),
        items,
        None if locale == "-" else locale,
        "AMAZON" if "amazon" in notes else "MERCHANT",
        None if delivered is None else float(delivered),
        TRAITS.intersection(notes),
        QUIRKS.intersection(notes),
    )
