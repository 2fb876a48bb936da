// SPDX-License-Identifier: Apache-2.0
//
// The states of all projects by their keys. A table of hashes is up to twice as large as what is in it, and a
// state takes some 300 bytes: so the table holds where they are, and each has a place of its own.

/// What the rules read of each project.
struct ProjectStates: Sendable {
    private final class Place: Sendable {
        let state: ProjectState

        init(_ state: ProjectState) { self.state = state }
    }

    private var places: [ProjectID: Place] = [:]

    subscript(id: ProjectID) -> ProjectState? { places[id]?.state }

    /// Puts a state in place of another; nil takes it out.
    ///
    /// - Returns: what was there.
    mutating func replace(_ id: ProjectID, with state: ProjectState?) -> ProjectState? {
        guard let state else { return places.removeValue(forKey: id)?.state }
        return places.updateValue(Place(state), forKey: id)?.state
    }
}
