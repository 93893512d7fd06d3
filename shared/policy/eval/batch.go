package eval

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/iam-copilot/iam-copilot/shared/ndjson"
)

// batchAnswer is one line of a batch's output.
type batchAnswer struct {
	ID json.RawMessage `json:"id"`
	Answer
}

// SimulateBatch reads one request per line (NDJSON) from r and writes one answer
// per line to w, in the same order. A request may carry an "id" of any JSON type;
// its answer carries the same. A line that cannot be understood is answered with
// {"id", "error"} and the rest goes on; empty lines are passed over.
//
// Answers are flushed whenever no further whole line is waiting, so that a program can
// hold a conversation. The error is one of reading or writing, never of a request.
func SimulateBatch(r io.Reader, w io.Writer) error {
	return ndjson.Answer(r, w, new(simulator).line)
}

// line answers one line of a batch.
func (m *simulator) line(line []byte) (answer any) {
	id := ndjson.ID(line)
	defer func() {
		// One line must not end the batch, whatever it holds.
		if r := recover(); r != nil {
			answer = ndjson.Error{ID: id, Error: fmt.Sprintf("internal error: %v", r)}
		}
	}()
	request, err := ParseRequest(line)
	if err != nil {
		return ndjson.Error{ID: id, Error: err.Error()}
	}
	result, err := m.simulate(request)
	if err != nil {
		return ndjson.Error{ID: id, Error: err.Error()}
	}
	return batchAnswer{id, result}
}
