// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "NeuralDB",
  products: [
    .library(name: "NeuralDB", targets: ["NeuralDB"]),
    .library(name: "Encoder", targets: ["Encoder"]),
    .executable(name: "neuraldb", targets: ["REPL"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
  ],
  targets: [
    .systemLibrary(name: "CBLAS", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
    .target(name: "CKernels"),
    .target(name: "Encoder", dependencies: ["CBLAS", "CKernels"]),
    .target(
      name: "NeuralDB",
      dependencies: [
        "Encoder", "CKernels",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .target(
      name: "Training",
      dependencies: ["Encoder", "CKernels", "NeuralDB", .product(name: "Logging", package: "swift-log")]
    ),
    .executableTarget(
      name: "REPL",
      dependencies: [
        "NeuralDB", "Training", "CReadline",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .testTarget(name: "EncoderTests", dependencies: ["Encoder", "CKernels", "CBLAS"], exclude: ["Goldens"]),
    .testTarget(name: "NeuralDBTests", dependencies: ["NeuralDB"], exclude: ["Cases"]),
    .testTarget(name: "TrainingTests", dependencies: ["Training"], exclude: ["Goldens"]),
    .testTarget(name: "REPLTests", dependencies: ["REPL"], exclude: ["Sessions"]),
  ],
  swiftLanguageModes: [.v6]
)
