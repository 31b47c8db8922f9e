/// What the text of a span says.
public enum Value: Sendable, Hashable {
  case quantity(Quantity)
  case date(CalendarDate)
  case text(String)
}
