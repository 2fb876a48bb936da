// SPDX-License-Identifier: Apache-2.0
//
// Records to bytes and back, in either encoding.
//
// Laws: `decode(encode(x)) == x`; bytes that are not exactly one message give one finding with the
// rule and the full path, never a crash and never a partial value. Facts are read strictly: what
// the schema does not name is refused. Headers, questions and replies are read leniently: an
// unknown field is passed over, so that an older side understands a newer one; all else is held to
// its type in both (a field given twice, an unknown word of a closed list, a text over its limit).

public import Pipeline

/// How a message is written. Both sides of an exchange use that of the request.
public enum Encoding: String, NamedChoice {
    case protobuf = "PROTOBUF"
    case json = "JSON"

    /// The encoding of the message that begins with `header`: `{` is JSON. As a protobuf tag that
    /// byte would be field 15, which `Header` reserves for ever.
    public init(ofHeader header: [UInt8]) {
        self = header.first == 0x7B ? .json : .protobuf
    }
}

/// What happens to a field that the schema does not name.
public enum Strictness: Hashable, Sendable {
    /// It is refused. For facts.
    case strict
    /// It is passed over. For headers, questions and replies.
    case lenient
}

/// Bytes that are not the message they should be. Sending the same bytes again does not help.
public struct WireError: Error, Hashable {
    /// The rule broken, the path, a sentence.
    public var finding: Finding

    public init(_ finding: Finding) { self.finding = finding }
}

/// The two encodings of every record.
public enum WireCodec {
    /// The longest text, in bytes of UTF-8.
    public static let textMaximumBytes = 4_096
    /// How deep JSON may nest.
    public static let nestingMaximum = 32

    /// The canonical bytes: fields in declaration order, no blanks, whole numbers of JSON as
    /// strings (the proto3 mapping of 64-bit integers).
    @specialized(where R == Fact)
    @specialized(where R == Header)
    @specialized(where R == ProgressReply)
    @specialized(where R == RankingReply)
    public static func encode<R: Record>(_ record: R, as encoding: Encoding) -> [UInt8] {
        var copy = record
        switch encoding {
        case .protobuf:
            var writer = ProtobufWriter()
            copy.visit(&writer)
            return writer.output
        case .json:
            var writer = JSONWriter()
            writer.write(&copy)
            return writer.output
        }
    }

    /// Reads exactly one record.
    ///
    /// - Throws: the first finding, in declaration order of the fields; unknown fields come last.
    @specialized(where R == Fact)
    @specialized(where R == Header)
    @specialized(where R == ProgressRequest)
    public static func decode<R: Record>(
        _ type: R.Type, from bytes: [UInt8], as encoding: Encoding, strictness: Strictness
    ) throws(WireError) -> R {
        switch encoding {
        case .protobuf: try ProtobufReader.decode(type, from: bytes, strictness: strictness)
        case .json: try JSONReader.decode(type, from: bytes, strictness: strictness)
        }
    }
}
