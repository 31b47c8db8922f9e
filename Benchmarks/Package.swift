// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "NeuralDB", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    .systemLibrary(name: "CAffinity"),
    .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-dev"])]),
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "CAffinity", "COpenBLAS",
        .product(name: "NeuralDB", package: "NeuralDB"),
        .product(name: "Encoder", package: "NeuralDB"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
