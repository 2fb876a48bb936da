// SPDX-License-Identifier: Apache-2.0
//
// All messages that stand on their own, so that a law can be asked of each.

import Pipeline

@testable import Wire

/// Something to do with a type of record.
protocol RecordAction {
    mutating func act<R: Record>(_ type: R.Type)
}

enum EveryMessage {
    static func act(_ action: inout some RecordAction) {
        action.act(Fact.self)
        action.act(Header.self)
        action.act(LogFactsReply.self)
        action.act(ReadRequest.self)
        action.act(ReadReply.self)
        action.act(ProgressRequest.self)
        action.act(ProgressReply.self)
        action.act(ProjectsRequest.self)
        action.act(ProjectsReply.self)
        action.act(ProjectRequest.self)
        action.act(ProjectReply.self)
        action.act(EntitiesRequest.self)
        action.act(EntitiesReply.self)
        action.act(ExplainRequest.self)
        action.act(ExplainReply.self)
        action.act(DiffRequest.self)
        action.act(DiffReply.self)
        action.act(FactsRequest.self)
        action.act(FactsReply.self)
        action.act(PublishedRequest.self)
        action.act(PublishedReply.self)
        action.act(DuplicatesRequest.self)
        action.act(DuplicatesReply.self)
        action.act(UnitsRequest.self)
        action.act(UnitsReply.self)
        action.act(RankingRequest.self)
        action.act(RankingReply.self)
        action.act(TrendRequest.self)
        action.act(TrendReply.self)
        action.act(TasksRequest.self)
        action.act(TasksReply.self)
        action.act(RuleSetRequest.self)
        action.act(RuleSetReply.self)
        action.act(WarningsRequest.self)
        action.act(WarningsReply.self)
        action.act(OrdersRequest.self)
        action.act(OrdersReply.self)
        action.act(CompletenessRequest.self)
        action.act(CompletenessReply.self)
        action.act(ReviewQueueRequest.self)
        action.act(ReviewQueueReply.self)
        action.act(ProjectionsRequest.self)
        action.act(ProjectionsReply.self)
        action.act(ScoresRequest.self)
        action.act(ScoresReply.self)
        action.act(HealthRequest.self)
        action.act(HealthReply.self)
        action.act(WaterRequest.self)
        action.act(WaterReply.self)
        action.act(PaddingRequest.self)
        action.act(PaddingReply.self)
        action.act(EntityMonthsRequest.self)
        action.act(EntityMonthsReply.self)
        action.act(CandidatesRequest.self)
        action.act(CandidatesReply.self)
        action.act(PromotionsRequest.self)
        action.act(PromotionsReply.self)
        action.act(HelloRequest.self)
        action.act(HelloReply.self)
        action.act(PingReply.self)
        action.act(InfoReply.self)
        action.act(StatsReply.self)
    }

    /// The shapes of all messages by name.
    static var shapes: [String: MessageShape] {
        struct Collect: RecordAction {
            var shapes: [String: MessageShape] = [:]

            mutating func act<R: Record>(_ type: R.Type) {
                for shape in R.shapes { shapes[shape.name] = shape }
            }
        }
        var collect = Collect()
        act(&collect)
        return collect.shapes
    }
}

/// The finding that a read ends in; nil when it succeeds.
func finding<R: Record>(
    _ type: R.Type, _ bytes: [UInt8], _ encoding: Encoding, _ strictness: Strictness = .strict
) -> Finding? {
    do {
        _ = try WireCodec.decode(type, from: bytes, as: encoding, strictness: strictness)
        return nil
    } catch {
        return error.finding
    }
}

/// Protobuf by hand.
enum Raw {
    static func varint(_ value: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    static func number(_ field: UInt64, _ value: UInt64) -> [UInt8] {
        varint(field << 3) + varint(value)
    }

    static func bytes(_ field: UInt64, _ content: [UInt8]) -> [UInt8] {
        varint(field << 3 | 2) + varint(UInt64(content.count)) + content
    }

    static func text(_ field: UInt64, _ text: String) -> [UInt8] { bytes(field, Array(text.utf8)) }
}
