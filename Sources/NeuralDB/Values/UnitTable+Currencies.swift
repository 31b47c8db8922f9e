extension UnitTable {
  /// Currencies by symbol, code and name. *Dollar* alone is the US one, *franc* the Swiss one, ¥ the yen.
  static let currencies: [Row] =
    [
      money("EUR", "€", "euro"), money("USD", "$ US$", "dollar,us dollar,american dollar,buck"),
      money("GBP", "£", "pound sterling,british pound,quid"), money("JPY", "¥ JP¥", "yen,japanese yen"),
      money("CNY", "CN¥ RMB", "yuan,renminbi"), money("INR", "₹ Rs Rs.", "rupee,indian rupee"),
      money("RUB", "₽", "rouble,ruble"), money("KRW", "₩", "korean won"), money("TRY", "₺", "lira,turkish lira"),
      money("CHF", "Fr. SFr.", "franc,swiss franc"), money("PLN", "zł", "zloty,złoty"),
      money("SEK", "", "swedish krona,swedish kronor"), money("NOK", "", "norwegian krone,norwegian kroner"),
      money("DKK", "", "danish krone,danish kroner"), money("CZK", "Kč", "czech koruna"),
      money("HUF", "", "forint"), money("ILS", "₪", "shekel"), money("THB", "฿", "baht"),
      money("UAH", "₴", "hryvnia"), money("NGN", "₦", "naira"), money("BRL", "R$", "brazilian real"),
      money("ZAR", "R", "rand"), money("MYR", "RM", "ringgit"), money("PHP", "₱", "philippine peso"),
      money("VND", "₫", "dong"),
      money("AUD", "A$ AU$", "australian dollar"), money("CAD", "C$ CA$", "canadian dollar"),
      money("NZD", "NZ$", "new zealand dollar"), money("SGD", "S$", "singapore dollar"),
      money("HKD", "HK$", "hong kong dollar"), money("MXN", "MX$", "mexican peso"),
      Row("p", .money("GBP"), 0.01, "p", "pence,penny"),
      Row("cent", .money(nil), 0.01, "¢", "cent"),
      Row("kr", .money("kr"), 1, "kr kr.", "krona,kronor,krone,kroner"),
      Row("crown", .money("crown"), 1, "", "crown"), Row("peso", .money("peso"), 1, "", "peso"),
    ]

  /// The currencies that a name of several may mean.
  static let namesakes: [String: Set<String>] = [
    "kr": ["SEK", "NOK", "DKK", "crown"], "crown": ["SEK", "NOK", "DKK", "CZK", "kr"], "peso": ["PHP", "MXN"],
  ]

  private static func money(_ code: String, _ symbols: String, _ names: String) -> Row {
    Row(code, .money(code), 1, code + " " + symbols, names)
  }
}
