// Package bedrock is a stand-in for Amazon Bedrock's runtime in tests: an HTTP
// server that speaks the wire format of the Converse operation ("Converse",
// Amazon Bedrock API Reference) and gives prepared answers in turn.
package bedrock

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// Question is what a client asked.
type Question struct {
	Model    string
	System   []struct{ Text string }
	Messages []struct {
		Role    string
		Content []struct {
			Text       string
			ToolUse    *ToolUse
			ToolResult *struct {
				ToolUseID string `json:"toolUseId"`
				Status    string
				Content   []struct{ Text string }
			}
		}
	}
	ToolConfig struct {
		Tools []struct {
			ToolSpec struct {
				Name        string
				InputSchema struct{ JSON json.RawMessage }
			}
		}
		ToolChoice struct{ Tool struct{ Name string } }
	}
	Authorization string `json:"-"`
}

// LastText is the text of the last message, or of its tool result.
func (q *Question) LastText() string {
	var out strings.Builder
	for _, block := range q.Messages[len(q.Messages)-1].Content {
		out.WriteString(block.Text)
		if block.ToolResult != nil {
			for _, c := range block.ToolResult.Content {
				out.WriteString(c.Text)
			}
		}
	}
	return out.String()
}

// ToolUse is a model's use of a tool.
type ToolUse struct {
	ID    string          `json:"toolUseId"`
	Name  string          `json:"name"`
	Input json.RawMessage `json:"input"`
}

// Answer is one prepared answer.
type Answer func(w http.ResponseWriter, r *http.Request, q *Question)

// Server is the stand-in.
type Server struct {
	URL string

	mu      sync.Mutex
	answers []Answer
	asked   []Question
}

// Start runs a server until the test ends. It gives the answers in turn, the
// last one for ever.
func Start(t testing.TB, answers ...Answer) *Server {
	t.Helper()
	s := &Server{answers: answers}
	web := httptest.NewServer(http.HandlerFunc(s.converse))
	t.Cleanup(web.Close)
	s.URL = web.URL
	return s
}

// Questions are the questions so far.
func (s *Server) Questions() []Question {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Question{}, s.asked...)
}

func (s *Server) converse(w http.ResponseWriter, r *http.Request) {
	// /model/{modelId}/converse, with the id escaped: an ARN has slashes.
	path, model := r.URL.EscapedPath(), ""
	if rest, ok := strings.CutPrefix(path, "/model/"); ok && r.Method == http.MethodPost {
		if id, ok := strings.CutSuffix(rest, "/converse"); ok {
			model, _ = url.PathUnescape(id)
		}
	}
	body, err := io.ReadAll(r.Body)
	var q Question
	if model == "" || err != nil || json.Unmarshal(body, &q) != nil {
		Fail(http.StatusBadRequest, "ValidationException", "The request is not one of Converse.")(w, r, &q)
		return
	}
	q.Model, q.Authorization = model, r.Header.Get("Authorization")
	s.mu.Lock()
	s.asked = append(s.asked, q)
	answer := s.answers[0]
	if len(s.answers) > 1 {
		s.answers = s.answers[1:]
	}
	s.mu.Unlock()
	answer(w, r, &q)
}

// block is a piece of a message on the wire.
type block struct {
	Text    string   `json:"text,omitempty"`
	ToolUse *ToolUse `json:"toolUse,omitempty"`
}

func message(w http.ResponseWriter, stop string, blocks ...block) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{
		"output":     map[string]any{"message": map[string]any{"role": "assistant", "content": blocks}},
		"stopReason": stop,
		"usage":      map[string]int{"inputTokens": 10, "outputTokens": 10, "totalTokens": 20},
		"metrics":    map[string]int{"latencyMs": 5},
	})
}

// Use answers with a use of the tool that the client offers; input is JSON.
func Use(input string) Answer {
	return func(w http.ResponseWriter, _ *http.Request, q *Question) {
		name := ""
		if len(q.ToolConfig.Tools) > 0 {
			name = q.ToolConfig.Tools[0].ToolSpec.Name
		}
		message(w, "tool_use", block{Text: "Here it is."}, block{ToolUse: &ToolUse{"tooluse_1", name, json.RawMessage(input)}})
	}
}

// Say answers in words.
func Say(words, stopReason string) Answer {
	return func(w http.ResponseWriter, _ *http.Request, _ *Question) { message(w, stopReason, block{Text: words}) }
}

// Raw answers with a body of its own.
func Raw(body string) Answer {
	return func(w http.ResponseWriter, _ *http.Request, _ *Question) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, body)
	}
}

// Fail answers with an error of Bedrock's.
func Fail(status int, code, words string) Answer {
	return func(w http.ResponseWriter, _ *http.Request, _ *Question) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Amzn-Errortype", code)
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]string{"message": words})
	}
}

// Hang does not answer until the client gives up.
func Hang() Answer {
	return func(_ http.ResponseWriter, r *http.Request, _ *Question) {
		select {
		case <-r.Context().Done():
		case <-time.After(time.Minute):
		}
	}
}
