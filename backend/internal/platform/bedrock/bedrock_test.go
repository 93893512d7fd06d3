package bedrock

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/smithy-go"

	fake "github.com/iam-copilot/iam-copilot/backend/internal/testkit/bedrock"
)

const modelID = "anthropic.claude-3-5-sonnet-20241022-v2:0"

var tool = Tool{Name: "answer", Description: "Gives the answer.", Schema: map[string]any{
	"type": "object", "properties": map[string]any{"n": map[string]any{"type": "integer"}}, "required": []string{"n"},
}}

func ask(s *fake.Server, timeout time.Duration) *Conversation {
	return New(modelID, timeout).Ask(aws.Config{
		Region: "us-east-1", BaseEndpoint: aws.String(s.URL), Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", ""),
	}, "Answer.", "How many?", tool)
}

func TestAnswer(t *testing.T) {
	s := fake.Start(t, fake.Use(`{"n": 3, "list": ["a"], "deep": {"x": null}}`), fake.Use(`{"n": 4}`))
	c := ask(s, time.Minute)
	got, err := c.Answer(t.Context())
	var answer struct {
		N    int
		List []string
	}
	if err != nil || json.Unmarshal(got, &answer) != nil || answer.N != 3 || len(answer.List) != 1 {
		t.Fatalf("%s, %v", got, err)
	}
	c.Object("Not 3.")
	if got, err = c.Answer(t.Context()); err != nil || string(got) != `{"n":4}` {
		t.Fatalf("%s, %v", got, err)
	}

	questions := s.Questions()
	first, second := questions[0], questions[1]
	if first.Model != modelID || first.System[0].Text != "Answer." || first.LastText() != "How many?" || first.ToolConfig.ToolChoice.Tool.Name != "answer" {
		t.Errorf("%+v", first)
	}
	if !strings.Contains(string(first.ToolConfig.Tools[0].ToolSpec.InputSchema.JSON), `"required"`) || !strings.HasPrefix(first.Authorization, "AWS4-HMAC-SHA256 ") {
		t.Errorf("%s %s", first.ToolConfig.Tools[0].ToolSpec.InputSchema.JSON, first.Authorization)
	}
	if len(second.Messages) != 3 || second.Messages[1].Content[0].ToolUse == nil || second.LastText() != "Not 3." || second.Messages[2].Content[0].ToolResult.ToolUseID != "tooluse_1" || second.Messages[2].Content[0].ToolResult.Status != "error" {
		t.Errorf("%+v", second.Messages)
	}
}

func TestNoAnswer(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer fake.Answer
		want   error
	}{
		{"words", fake.Say("I would rather not.", "end_turn"), ErrDeclined},
		{"guardrail", fake.Say("Blocked.", "guardrail_intervened"), ErrDeclined},
		{"filtered", fake.Say("", "content_filtered"), ErrDeclined},
		{"too long", fake.Say("a b c", "max_tokens"), ErrTruncated},
		{"nothing", fake.Say("", "end_turn"), ErrMalformed},
		{"no message", fake.Raw(`{"stopReason":"end_turn","usage":{},"metrics":{}}`), ErrMalformed},
		{"another tool", fake.Raw(`{"output":{"message":{"role":"assistant","content":[{"toolUse":{"toolUseId":"1","name":"other","input":{}}}]}},"stopReason":"tool_use"}`), ErrMalformed},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := ask(fake.Start(t, c.answer), time.Minute).Answer(t.Context()); !errors.Is(err, c.want) {
				t.Errorf("%s, %v", got, err)
			}
		})
	}
	if _, err := ask(fake.Start(t, fake.Hang()), 50*time.Millisecond).Answer(t.Context()); !errors.Is(err, ErrTimeout) {
		t.Errorf("%v", err)
	}
	var broken *smithy.DeserializationError
	if _, err := ask(fake.Start(t, fake.Raw("{")), time.Minute).Answer(t.Context()); err == nil || errors.As(err, &broken) && broken.Err == nil {
		t.Errorf("%v", err)
	}
}

func TestThrottlingIsTriedOnceMore(t *testing.T) {
	throttled := fake.Fail(http.StatusTooManyRequests, "ThrottlingException", "Too many requests, please wait before trying again.")
	s := fake.Start(t, throttled, fake.Use(`{"n":1}`))
	if _, err := ask(s, time.Minute).Answer(t.Context()); err != nil {
		t.Error(err)
	}
	s = fake.Start(t, throttled)
	var refused smithy.APIError
	if _, err := ask(s, time.Minute).Answer(t.Context()); !errors.As(err, &refused) || refused.ErrorCode() != "ThrottlingException" || len(s.Questions()) != maxAttempts {
		t.Errorf("%v after %d questions", err, len(s.Questions()))
	}
}

func TestNoModel(t *testing.T) {
	if New("", time.Second) != nil {
		t.Error("an empty id is a model")
	}
}
