// SPDX-License-Identifier: Apache-2.0
//
// Moments as people write them: RFC 3339 with an offset, `2024-06-30T17:00:00+08:00`.
//
// Read: a day, T or a blank, hours, minutes and seconds with up to six decimals, then Z or an offset
// of hours and minutes; without the offset the clock would be a guess, so it is needed. Written: in
// the one time zone that the figures know, +08:00, to the second.

extension Moment {
    /// Reads the form above; nil for any other, and for a day or a time that there is not.
    public init?(text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, let day = CivilDay(text: String(text.prefix(10))),
            bytes[10] == 0x54 || bytes[10] == 0x20, bytes[13] == 0x3A, bytes[16] == 0x3A,
            let hour = Moment.number(bytes[11..<13], below: 24),
            let minute = Moment.number(bytes[14..<16], below: 60),
            let second = Moment.number(bytes[17..<19], below: 60)
        else { return nil }
        var rest = bytes[19...]
        var fraction: Int64 = 0
        if rest.first == 0x2E {
            let digits = rest.dropFirst().prefix { $0.isDigit }
            guard (1...6).contains(digits.count) else { return nil }
            fraction = digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
            for _ in digits.count..<6 { fraction *= 10 }
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let offset = Moment.offsetSeconds(Array(rest)) else { return nil }
        let seconds = Int64(day.ordinal) * 86_400 + hour * 3_600 + minute * 60 + second - offset
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }

    private static func offsetSeconds(_ bytes: [UInt8]) -> Int64? {
        if bytes == [0x5A] { return 0 }
        guard bytes.count == 6, bytes[0] == 0x2B || bytes[0] == 0x2D, bytes[3] == 0x3A,
            let hours = number(bytes[1..<3], below: 24),
            let minutes = number(bytes[4..<6], below: 60)
        else { return nil }
        return (hours * 3_600 + minutes * 60) * (bytes[0] == 0x2D ? -1 : 1)
    }

    private static func number(_ digits: ArraySlice<UInt8>, below limit: Int64) -> Int64? {
        guard digits.allSatisfy(\.isDigit) else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
        return value < limit ? value : nil
    }

    /// `2024-06-30T17:00:00+08:00`.
    public var text: String {
        let day = civilDay
        let seconds = (microseconds - Moment(startOf: day).microseconds) / 1_000_000
        let parts = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map {
            $0 < 10 ? "0\($0)" : "\($0)"
        }
        return "\(day)T\(parts.joined(separator: ":"))+08:00"
    }
}
