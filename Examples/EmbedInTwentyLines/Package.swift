// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "EmbedInTwentyLines",
  dependencies: [.package(name: "NeuralDB", path: "../..")],
  targets: [
    .executableTarget(name: "EmbedInTwentyLines", dependencies: [.product(name: "NeuralDB", package: "NeuralDB")])
  ],
  swiftLanguageModes: [.v6]
)
