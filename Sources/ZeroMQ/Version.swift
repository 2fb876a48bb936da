// SPDX-License-Identifier: Apache-2.0
//
// Which engine the process runs with: that of the shared library found at launch, which need not
// be that of the header compiled against.

import CZeroMQ

/// A release of libzmq.
public struct EngineVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let major: Int
    public let minor: Int
    public let patch: Int

    public static func < (left: EngineVersion, right: EngineVersion) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }

    public var description: String { "\(major).\(minor).\(patch)" }
}

/// The release of libzmq that is loaded. Write `ZeroMQ.version`.
public var version: EngineVersion {
    var major: Int32 = 0
    var minor: Int32 = 0
    var patch: Int32 = 0
    unsafe zmq_version(&major, &minor, &patch)
    return EngineVersion(major: Int(major), minor: Int(minor), patch: Int(patch))
}
