package identitycenter

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	sso "github.com/aws/aws-sdk-go-v2/service/ssoadmin"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans/calls"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// What AWS takes of tags ("Tag", IAM Identity Center API Reference).
const (
	mostTags     = 50
	mostTagKey   = 128
	mostTagValue = 256
)

var tagText = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$`)

// checkTags refuses tags that AWS would refuse.
func checkTags(tags map[string]string) error {
	if len(tags) > mostTags {
		return ErrInvalid.Saying("A permission set has at most %d tags.", mostTags).At("body.tags", "are too many")
	}
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		switch {
		case key == "" || utf8.RuneCountInString(key) > mostTagKey || !tagText.MatchString(key):
			return ErrInvalid.Saying("The tag key %q cannot be used: it has 1 to %d letters, digits, spaces and _.:/=+-@.", key, mostTagKey).At("body.tags", "holds a bad key")
		case strings.HasPrefix(strings.ToLower(key), "aws:"):
			return ErrInvalid.Saying("Tag keys that begin with aws: are AWS's own.").At("body.tags", "holds a key that begins with aws:")
		case utf8.RuneCountInString(tags[key]) > mostTagValue || !tagText.MatchString(tags[key]):
			return ErrInvalid.Saying("The value of the tag %q cannot be used: it has at most %d letters, digits, spaces and _.:/=+-@.", key, mostTagValue).At("body.tags", "holds a bad value")
		}
	}
	return nil
}

// tagList writes tags as the SDK wants them, in the order of their keys.
func tagList(tags map[string]string) (out []types.Tag) {
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		out = append(out, types.Tag{Key: aws.String(key), Value: aws.String(tags[key])})
	}
	return out
}

// tagging plans the tags that a permission set shall have. Tags that AWS keeps itself
// stay.
func (c *change) tagging(p *permissionSet, b *api.UpdateICPermissionSetRequest) error {
	if b.Tags == nil {
		return nil
	}
	if err := checkTags(*b.Tags); err != nil {
		return err
	}
	set, replaced, removed := map[string]string{}, map[string]string{}, map[string]string{}
	for key, value := range *b.Tags {
		if was, there := p.Tags[key]; !there || was != value {
			if set[key] = value; there {
				replaced[key] = was
			}
		}
	}
	for key, was := range p.Tags {
		if _, wanted := (*b.Tags)[key]; !wanted && !strings.HasPrefix(strings.ToLower(key), "aws:") {
			removed[key] = was
		}
	}
	if len(removed) > 0 {
		keys := slices.Sorted(maps.Keys(removed))
		input := &sso.UntagResourceInput{InstanceArn: &c.arn, ResourceArn: &p.Arn, TagKeys: keys}
		c.Step("sso:UntagResource", p.Arn, input, removed, "Remove the tags %s of %s.", strings.Join(keys, ", "), p.Name)
	}
	if len(set) > 0 {
		input := &sso.TagResourceInput{InstanceArn: &c.arn, ResourceArn: &p.Arn, Tags: tagList(set)}
		c.Step("sso:TagResource", p.Arn, input, replaced, "Set the tags %s of %s.", strings.Join(slices.Sorted(maps.Keys(set)), ", "), p.Name)
	}
	if len(removed)+len(set) > 0 {
		c.Warn("Policies can allow and deny by tags, so other tags can be other access.")
	}
	return nil
}

// tagOperations are the writes of tags. Sending them twice changes nothing.
func tagOperations() []plans.Operation {
	return []plans.Operation{
		calls.Operation(ssoAdmin, "TagResource", (*sso.Client).TagResource, calls.Write[*sso.Client, sso.TagResourceInput, sso.TagResourceOutput]{
			Undo: func(in *sso.TagResourceInput, before calls.Before, _ map[string]string) (out []calls.Call) {
				was := map[string]string{}
				before.Into(&was)
				var added []string
				for _, tag := range in.Tags {
					if _, there := was[aws.ToString(tag.Key)]; !there {
						added = append(added, aws.ToString(tag.Key))
					}
				}
				if len(added) > 0 {
					out = one("sso:UntagResource", &sso.UntagResourceInput{InstanceArn: in.InstanceArn, ResourceArn: in.ResourceArn, TagKeys: added}, "Remove the tags "+strings.Join(added, ", ")+".")
				}
				return append(out, tagsBack(in.InstanceArn, in.ResourceArn, was)...)
			},
		}),
		calls.Operation(ssoAdmin, "UntagResource", (*sso.Client).UntagResource, calls.Write[*sso.Client, sso.UntagResourceInput, sso.UntagResourceOutput]{
			Undo: func(in *sso.UntagResourceInput, before calls.Before, _ map[string]string) []calls.Call {
				was := map[string]string{}
				before.Into(&was)
				return tagsBack(in.InstanceArn, in.ResourceArn, was)
			},
		}),
	}
}

// tagsBack sets the tags that were there before.
func tagsBack(instance, resource *string, was map[string]string) []calls.Call {
	if len(was) == 0 {
		return nil
	}
	return one("sso:TagResource", &sso.TagResourceInput{InstanceArn: instance, ResourceArn: resource, Tags: tagList(was)}, "Set the tags back that were there.")
}
