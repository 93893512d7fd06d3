package orgfake

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	org "github.com/aws/aws-sdk-go-v2/service/organizations"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/awsjson"
)

func (f *Fake) writes() {
	awsjson.On(f.Server, target+"CreatePolicy", func(in *org.CreatePolicyInput) (any, error) {
		if slices.ContainsFunc(f.policies, func(p *Policy) bool { return p.Name == *in.Name && p.Type == string(in.Type) }) {
			return nil, errName
		}
		if !json.Valid([]byte(*in.Content)) {
			return nil, refuse("MalformedPolicyDocumentException", "The provided policy document does not meet the requirements.")
		}
		f.made++
		p := &Policy{ID: fmt.Sprintf("p-made%08d", f.made), Name: *in.Name, Description: *in.Description, Type: string(in.Type), Content: *in.Content}
		f.policies = append(f.policies, p)
		return map[string]any{"Policy": map[string]any{"PolicySummary": p.summary(), "Content": p.Content}}, nil
	})
	awsjson.On(f.Server, target+"UpdatePolicy", func(in *org.UpdatePolicyInput) (any, error) {
		p := f.Get(*in.PolicyId)
		if p == nil {
			return nil, errPolicy
		}
		for _, change := range []struct{ from, to *string }{{in.Name, &p.Name}, {in.Description, &p.Description}, {in.Content, &p.Content}} {
			if change.from != nil {
				*change.to = *change.from
			}
		}
		return map[string]any{"Policy": map[string]any{"PolicySummary": p.summary(), "Content": p.Content}}, nil
	})
	awsjson.On(f.Server, target+"DeletePolicy", func(in *org.DeletePolicyInput) (any, error) {
		if f.Get(*in.PolicyId) == nil {
			return nil, errPolicy
		}
		for _, at := range f.attached {
			if slices.Contains(at, *in.PolicyId) {
				return nil, errInUse
			}
		}
		f.policies = slices.DeleteFunc(f.policies, func(p *Policy) bool { return p.ID == *in.PolicyId })
		return nil, nil
	})
	awsjson.On(f.Server, target+"AttachPolicy", func(in *org.AttachPolicyInput) (any, error) {
		switch {
		case f.Get(*in.PolicyId) == nil:
			return nil, errPolicy
		case !slices.ContainsFunc(f.nodes, func(n node) bool { return n.id == *in.TargetId }):
			return nil, errTarget
		case slices.Contains(f.attached[*in.TargetId], *in.PolicyId):
			return nil, errAttached
		}
		f.attached[*in.TargetId] = append(f.attached[*in.TargetId], *in.PolicyId)
		return nil, nil
	})
	awsjson.On(f.Server, target+"DetachPolicy", func(in *org.DetachPolicyInput) (any, error) {
		at := f.attached[*in.TargetId]
		p := f.Get(*in.PolicyId)
		if p == nil || !slices.Contains(at, *in.PolicyId) {
			return nil, errOff
		}
		left := 0
		for _, id := range at {
			if f.Get(id).Type == p.Type {
				left++
			}
		}
		if p.Type == "SERVICE_CONTROL_POLICY" && left == 1 {
			return nil, errLast
		}
		f.attached[*in.TargetId] = slices.DeleteFunc(slices.Clone(at), func(id string) bool { return id == *in.PolicyId })
		return nil, nil
	})
}

// trail answers with the same events in every Region.
func (f *Fake) trail() {
	awsjson.On(f.Server, "CloudTrail_20131101.LookupEvents", func(in *struct {
		cloudtrail.LookupEventsInput
		StartTime, EndTime float64 // the protocol's times are numbers
	},
	) (any, error) {
		piece, next, err := awsjson.Page(f.Events, in.NextToken, min(f.PageSize, 50))
		events := []map[string]any{}
		for _, e := range piece {
			events = append(events, map[string]any{"CloudTrailEvent": string(e)})
		}
		return map[string]any{"Events": events, "NextToken": next}, err
	})
}
