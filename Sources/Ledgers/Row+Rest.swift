// SPDX-License-Identifier: Apache-2.0
//
// The cells of a row that no field took: of a project they become its details, each under its heading;
// of any other fact they stand in its note as `heading=text`, behind the remark.
//
// Law: no text is dropped. One that is longer than a text may be is cut into numbered details; what has
// no room in a note is written out in the finding that says so.

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

    /// All that is left, by heading, in the order of the sheet.
    var details: [Detail] {
        leftPlaces.flatMap { place in
            let name = header.name(at: place)
            return Row.pieces(cells[place]).enumerated().map { index, text in
                var detail = Detail()
                detail.name = index == 0 ? name : "\(name) [\(index + 1)]"
                detail.text = text
                return detail
            }
        }
    }

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
