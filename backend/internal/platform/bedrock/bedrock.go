// Package bedrock asks a model of Amazon Bedrock for structured answers, by
// the Converse operation with one tool that the model must use ("Use a tool to
// complete an Amazon Bedrock model response", Amazon Bedrock User Guide). What
// comes back is the tool's input as JSON, which nobody has checked.
package bedrock

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/document"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types"
)

// What a model may answer instead of using the tool. AWS's own refusals, such
// as of a caller without permission, are the gateway's faults.
var (
	ErrDeclined  = errors.New("the model declined to answer")
	ErrMalformed = errors.New("the model's answer is malformed")
	ErrTruncated = errors.New("the model's answer is too long")
	ErrTimeout   = errors.New("the model did not answer in time")
)

// Limits of one question.
const (
	maxTokens   = 4096
	maxAttempts = 2 // a throttled call is tried once more
	// maxInput is how many bytes of the tool's input are taken.
	maxInput = 256 << 10
)

// Model is a model of Amazon Bedrock. A nil Model is none.
type Model struct {
	id      string
	timeout time.Duration
}

// New names the model; an empty id, which is no model, gives nil. timeout
// bounds each answer.
func New(id string, timeout time.Duration) *Model {
	if id == "" {
		return nil
	}
	return &Model{id, timeout}
}

// ID is the id of the model, an inference profile's or an ARN.
func (m *Model) ID() string { return m.id }

// Tool is the shape of the answer.
type Tool struct {
	Name        string
	Description string
	Schema      map[string]any // JSON schema of the input
}

// Conversation is a question with what was said on it so far. It is not for
// concurrent use.
type Conversation struct {
	model    *Model
	client   *bedrockruntime.Client
	system   string
	tool     types.ToolConfiguration
	name     string
	messages []types.Message
	used     string // id of the last use of the tool
}

// Ask begins a conversation. system tells the model its task; question is what
// a person gives, and is data.
func (m *Model) Ask(config aws.Config, system, question string, tool Tool) *Conversation {
	return &Conversation{
		model: m, system: system, name: tool.Name,
		client: bedrockruntime.NewFromConfig(config, func(o *bedrockruntime.Options) { o.RetryMaxAttempts = maxAttempts }),
		tool: types.ToolConfiguration{
			Tools: []types.Tool{&types.ToolMemberToolSpec{Value: types.ToolSpecification{
				Name: aws.String(tool.Name), Description: aws.String(tool.Description),
				InputSchema: &types.ToolInputSchemaMemberJson{Value: document.NewLazyDocument(tool.Schema)},
			}}},
			ToolChoice: &types.ToolChoiceMemberTool{Value: types.SpecificToolChoice{Name: aws.String(tool.Name)}},
		},
		messages: []types.Message{text(question)},
	}
}

func text(s string) types.Message {
	return types.Message{Role: types.ConversationRoleUser, Content: []types.ContentBlock{&types.ContentBlockMemberText{Value: s}}}
}

// Answer waits for the model's answer: the input of the tool, as JSON.
func (c *Conversation) Answer(ctx context.Context) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, c.model.timeout)
	defer cancel()
	out, err := c.client.Converse(ctx, &bedrockruntime.ConverseInput{
		ModelId: aws.String(c.model.id), Messages: c.messages, ToolConfig: &c.tool,
		System:          []types.SystemContentBlock{&types.SystemContentBlockMemberText{Value: c.system}},
		InferenceConfig: &types.InferenceConfiguration{MaxTokens: aws.Int32(maxTokens), Temperature: aws.Float32(0)},
	})
	if err != nil {
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return nil, fmt.Errorf("%w (%w)", ErrTimeout, err)
		}
		return nil, err
	}
	return c.read(out)
}

// read finds the use of the tool in an answer.
func (c *Conversation) read(out *bedrockruntime.ConverseOutput) (json.RawMessage, error) {
	switch out.StopReason {
	case types.StopReasonGuardrailIntervened, types.StopReasonContentFiltered:
		return nil, fmt.Errorf("%w (%s)", ErrDeclined, out.StopReason)
	case types.StopReasonMaxTokens, types.StopReasonModelContextWindowExceeded:
		return nil, ErrTruncated
	}
	message, ok := out.Output.(*types.ConverseOutputMemberMessage)
	if !ok {
		return nil, fmt.Errorf("%w: it holds no message", ErrMalformed)
	}
	said := false
	for _, block := range message.Value.Content {
		switch b := block.(type) {
		case *types.ContentBlockMemberText:
			said = said || strings.TrimSpace(b.Value) != ""
		case *types.ContentBlockMemberToolUse:
			if aws.ToString(b.Value.Name) != c.name || b.Value.Input == nil {
				continue
			}
			input, err := b.Value.Input.MarshalSmithyDocument()
			if err != nil || len(input) > maxInput || !json.Valid(input) {
				return nil, fmt.Errorf("%w: the tool's input cannot be read", ErrMalformed)
			}
			c.used = aws.ToString(b.Value.ToolUseId)
			c.messages = append(c.messages, types.Message{Role: types.ConversationRoleAssistant, Content: []types.ContentBlock{b}})
			return input, nil
		}
	}
	if said {
		return nil, fmt.Errorf("%w: it said something else", ErrDeclined)
	}
	return nil, fmt.Errorf("%w: it does not use the tool", ErrMalformed)
}

// Object tells the model what is wrong with its last answer; the next Answer is
// its second try.
func (c *Conversation) Object(problems string) {
	c.messages = append(c.messages, types.Message{Role: types.ConversationRoleUser, Content: []types.ContentBlock{
		&types.ContentBlockMemberToolResult{Value: types.ToolResultBlock{
			ToolUseId: aws.String(c.used), Status: types.ToolResultStatusError,
			Content: []types.ToolResultContentBlock{&types.ToolResultContentBlockMemberText{Value: problems}},
		}},
	}})
}
