// SPDX-License-Identifier: Apache-2.0
//
// A digest of everything that happened, in order: FNV-1a of 64 bits over words and bytes.
//
// Two runs of a seed have the same digest exactly when nothing in the workers depends on anything
// but their inputs: no clock, no address, no order of a hash table.

/// The digest of a run so far.
public struct Digest: Hashable, Sendable {
    /// What two runs of a seed have in common.
    public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

    mutating func add(_ number: some FixedWidthInteger) {
        var word = UInt64(truncatingIfNeeded: number)
        for _ in 0..<8 {
            add(UInt8(truncatingIfNeeded: word))
            word >>= 8
        }
    }

    mutating func add(_ bytes: some Collection<UInt8>) {
        add(bytes.count)
        for byte in bytes { add(byte) }
    }

    mutating func add(_ frames: [[UInt8]]) {
        add(frames.count)
        for frame in frames { add(frame) }
    }
}
