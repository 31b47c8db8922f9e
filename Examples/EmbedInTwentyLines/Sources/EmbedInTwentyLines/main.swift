import NeuralDB

let database = try await NeuralDatabase.inMemory()

_ = try await database.add([
  "Ann lives in Oslo.",
  "Bertil lives in Oslo.",
  "Chidi lives in Lagos.",
  "Ann is 41 years old.",
  "Bertil is 37 years old.",
])

for question in ["Who lives in Oslo?", "How many people live in Oslo?", "Who is the oldest?"] {
  let answer = try await database.ask(question)
  print(question, answer.known ? answer.values.joined(separator: ", ") : "unknown")
  for fact in answer.facts { print("  [\(fact.id)] \(fact.text)") }
}
