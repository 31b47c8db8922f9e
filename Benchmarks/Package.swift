// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "NeuralDB", path: "..")],
  targets: [
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        .product(name: "NeuralDB", package: "NeuralDB"), .product(name: "Encoder", package: "NeuralDB"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
