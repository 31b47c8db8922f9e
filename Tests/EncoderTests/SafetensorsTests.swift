import Foundation
import Testing

@testable import Encoder

@Suite struct SafetensorsTests {
  /// Runs `body` with the URL of a file that is removed afterwards.
  private func withFile(_ bytes: Data? = nil, _ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "safetensors-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: "model.safetensors")
    try bytes?.write(to: url)
    try body(url)
  }

  /// A file of `json` and `count` bytes of data; `length` overrides the header's true length.
  private func file(_ json: String, data count: Int, length: UInt64? = nil) -> Data {
    var bytes = withUnsafeBytes(of: (length ?? UInt64(json.utf8.count)).littleEndian) { Data($0) }
    bytes.append(contentsOf: json.utf8)
    bytes.append(Data(count: count))
    return bytes
  }

  @Test func floatsComeBackExactly() throws {
    try withFile { url in
      let values: [Float] = [0, -0.0, 1.5, -3.25e-20, .greatestFiniteMagnitude, .infinity]
      try SafetensorsWriter.write(
        tensors: [("b", [2, 3], values), ("a", [], [7]), ("none", [0, 4], [])], as: .float32,
        metadata: ["made by": "a \"test\" é"], to: url)
      let file = try SafetensorsFile(url: url)
      #expect(file.tensorNames == ["a", "b", "none"])
      #expect(file.metadata == ["made by": "a \"test\" é"])
      #expect(try file.shape(of: "b") == [2, 3])
      #expect(try file.shape(of: "a") == [])
      #expect(try file.floats("b").map(\.bitPattern) == values.map(\.bitPattern))
      #expect(try file.floats("a") == [7])
      #expect(try file.floats("none") == [])
      #expect(throws: SafetensorsError.missing(path: url.path, tensor: "c")) { try file.floats("c") }
    }
  }

  @Test func everyHalfComesBackAsItself() throws {
    for bits in UInt16.min...UInt16.max {
      let value = HalfConversion.float(half: bits)
      if bits & 0x7C00 == 0x7C00, bits & 0x3FF != 0 {
        #expect(value.isNaN && HalfConversion.float(half: HalfConversion.half(value)).isNaN)
      } else if value.bitPattern != Float(Float16(bitPattern: bits)).bitPattern || HalfConversion.half(value) != bits {
        Issue.record("half \(bits) becomes \(value)")
      }
    }
  }

  @Test func halvesRoundToTheNearest() {
    var bits: UInt32 = 0
    while bits < 0x7F80_0000 {
      let value = Float(bitPattern: bits)
      if HalfConversion.half(value) != Float16(value).bitPattern { Issue.record("\(value) rounds wrongly") }
      bits += 40_009
    }
    for value: Float in [65_504, 65_519.996, 65_520, 0x1p-24, 0x1p-25, 0x1.8p-25, 0x1.002p0, 0x1.006p0, 0x1p-14] {
      #expect(HalfConversion.half(value) == Float16(value).bitPattern)
      #expect(HalfConversion.half(-value) == Float16(-value).bitPattern)
    }
  }

  @Test func halvesAreReadFromAFile() throws {
    try withFile { url in
      try SafetensorsWriter.write(tensors: [("w", [3], [1, -0.333_333_34, 65_504])], as: .float16, to: url)
      let file = try SafetensorsFile(url: url)
      #expect(try file.type(of: "w") == .float16)
      #expect(try file.floats("w") == [1, -0.333_251_95, 65_504])
    }
    let header = #"{"w":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}"#
    var bytes = file(header, data: 0)
    bytes.append(contentsOf: [0x80, 0x3F, 0x49, 0xC0])
    try withFile(bytes) { url in
      let opened = try SafetensorsFile(url: url)
      #expect(try opened.floats("w") == [1, -3.140_625])
    }
  }

  @Test func writingReplacesTheOldFileOrLeavesIt() throws {
    try withFile { url in
      try SafetensorsWriter.write(tensors: [("w", [1], [1])], as: .float32, to: url)
      #expect(throws: SafetensorsError.overflow(path: url.path, tensor: "w", index: 1, value: 70_000)) {
        try SafetensorsWriter.write(tensors: [("w", [2], [0, 70_000])], as: .float16, to: url)
      }
      #expect(throws: SafetensorsError.countMismatch(path: url.path, tensor: "w", shape: [3], values: 2)) {
        try SafetensorsWriter.write(tensors: [("w", [3], [0, 1])], as: .float32, to: url)
      }
      #expect(throws: SafetensorsError.badName(path: url.path, tensor: "w")) {
        try SafetensorsWriter.write(tensors: [("w", [0], []), ("w", [0], [])], as: .float32, to: url)
      }
      let kept = try SafetensorsFile(url: url)
      #expect(try kept.floats("w") == [1])
      try SafetensorsWriter.write(tensors: [("w", [1], [2])], as: .float32, to: url)
      let replaced = try SafetensorsFile(url: url)
      #expect(try replaced.floats("w") == [2])
      let folder = url.deletingLastPathComponent().path
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["model.safetensors"])
    }
  }

  @Test func aFolderThatIsNotThereIsReported() {
    let url = URL(filePath: "/nonexistent/folder/model.safetensors")
    #expect(throws: SafetensorsError.self) { try SafetensorsFile(url: url) }
    #expect(throws: SafetensorsError.self) {
      try SafetensorsWriter.write(tensors: [("w", [1], [1])], as: .float32, to: url)
    }
  }

  @Test func everyTruncationIsNoticed() throws {
    try withFile { url in
      try SafetensorsWriter.write(tensors: [("w", [2], [1, 2]), ("v", [1], [3])], as: .float32, to: url)
      let whole = try Data(contentsOf: url)
      for length in 0..<whole.count {
        try whole.prefix(length).write(to: url)
        #expect(throws: SafetensorsError.self) { try SafetensorsFile(url: url) }
      }
    }
  }

  @Test(arguments: [
    "", "[]", "{", "null", #"{"w":1}"#, #"{"w":{}}"#,
    #"{"w":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
    #"{"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#,
    #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}"#,
    #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
    #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#,
    #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
    #"{"w":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#,
    #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#,
    #"{"w":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#,
    #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,18446744073709551616]}}"#,
    #"{"v":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"__metadata__":{"n":1},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
    String(repeating: "[", count: 100_000),
  ])
  func aHostileHeaderIsRefused(json: String) throws {
    try withFile(file(json, data: 4)) { url in
      #expect(throws: SafetensorsError.self) { try SafetensorsFile(url: url) }
    }
  }

  @Test(arguments: [UInt64.max, UInt64(Int64.max), 1 << 40, 100_000_000, 99])
  func aHostileHeaderLengthIsRefused(length: UInt64) throws {
    try withFile(file("{}", data: 0, length: length)) { url in
      #expect(throws: SafetensorsError.self) { try SafetensorsFile(url: url) }
    }
  }

  @Test func integersDoNotPassForFloats() throws {
    let header = #"{"w":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"#
    try withFile(file(header, data: 8)) { url in
      let opened = try SafetensorsFile(url: url)
      #expect(throws: SafetensorsError.notFloats(path: url.path, tensor: "w", type: "I64")) {
        try opened.floats("w")
      }
    }
  }
}

@Suite struct MappedWordTableTests {
  @Test("A table read from fp16 is the one that was written, and a table of another size is refused")
  func mapped() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: "words.safetensors")
    let values: [Float] = (0..<12).map { Float($0) * 0.25 - 1 }
    try SafetensorsWriter.write(
      tensors: [(name: "embeddings.word_embeddings.weight", shape: [3, 4], values: values)], as: .float16, to: url)
    var configuration = EncoderConfiguration(
      hiddenSize: 4, layers: 1, heads: 1, feedForwardSize: 4, vocabularySize: 3, positions: 8)
    let table = try WordEmbeddings(url: url, configuration: configuration)
    #expect(table.values == values)
    var row = [Float](repeating: 0, count: 4)
    table.copy(2, to: &row)
    #expect(row == Array(values[8...]))
    configuration.vocabularySize = 4
    #expect(throws: EncoderError.self) { try WordEmbeddings(url: url, configuration: configuration) }
  }
}
