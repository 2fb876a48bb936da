// SPDX-License-Identifier: Apache-2.0
//
// The cells of a row that no field took: of a project they become its details, each under its heading;
// of any other fact they stand in its note as `heading=text`, behind the remark.
//
// Law: no text is dropped. One that is longer than a text may be is cut into numbered details; what has
// no room in a note is written out in the finding that says so. Which fact of details holds a cell depends
// on its column's place alone, so that a cell that is filled or emptied moves no other.

import Pipeline

extension Row {
    /// The remark alone, where a note can hold it.
    mutating func remark() -> String? {
        guard let text = cell(.remark), text.utf8.count <= Row.textBytesMax else { return nil }
        take(.remark)
        return text
    }

    /// The remark, then all that is left.
    mutating func wholeNote() -> String? {
        var note = remark() ?? ""
        for place in leftPlaces {
            let name = header.name(at: place)
            let part = "\(name)=\(cells[place])"
            let longer = note.isEmpty ? part : "\(note)；\(part)"
            if longer.utf8.count <= Row.textBytesMax {
                note = longer
            } else {
                flag(Finding(.textTooLong, at: name, "no room in the note: \(cells[place])"))
            }
        }
        return note.isEmpty ? nil : note
    }

    /// All that is left, by heading, in the order of the sheet; by the part that holds it.
    ///
    /// 100 columns a part; the further pieces of long texts stand in parts of their own, each for the
    /// columns whose pieces it has room for.
    var details: [Int: [Detail]] {
        var parts: [Int: [Detail]] = [:]
        for place in leftPlaces {
            let name = header.name(at: place)
            for (index, text) in Row.pieces(cells[place]).enumerated() {
                var detail = Detail()
                detail.name = index == 0 ? name : "\(name) [\(index + 1)]"
                detail.text = text
                let part = index == 0 ? place / 100 : 3 + place / Row.columnsOfPieces
                parts[part, default: []].append(detail)
            }
        }
        return parts
    }

    /// Columns of the longest cells (`LedgerLimits`, 17 pieces) whose further pieces one fact holds.
    private static let columnsOfPieces = 6

    /// A text in pieces that a field can hold, cut between characters.
    private static func pieces(_ text: String) -> [String] {
        if text.utf8.count <= textBytesMax { return [text] }
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var bytes = 0
        for scalar in text.unicodeScalars {
            let width = UTF8.width(scalar)
            if bytes + width > textBytesMax {
                pieces.append(String(piece))
                (piece, bytes) = (String.UnicodeScalarView(), 0)
            }
            piece.append(scalar)
            bytes += width
        }
        pieces.append(String(piece))
        return pieces
    }
}
