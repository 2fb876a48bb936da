// SPDX-License-Identifier: Apache-2.0
//
// Why a worker did not launch, or had to stop: a sentence for the person at the terminal.

/// A worker can't run. The sentence says what to do.
public struct LaunchFailure: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
