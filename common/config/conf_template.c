/* SPDX-License-Identifier: ISC */
/*
 * template { neighbor NAME { … } }: the body of a neighbour with nothing
 * mandatory.  The group of ExaBGP 3.4 is a template that those inherit who
 * stand inside it.
 */
#include <string.h>

#include "config/conf_neighbor.h"
#include "config/conf_template.h"
#include "config/conf_value.h"

static bool
name_ok(const char *s)
{
	static const char chars[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789._-";

	return *s != '\0' && s[strspn(s, chars)] == '\0';
}

static bool
taken(const struct conf_ctx *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->ndefs; i++)
		if (c->defs[i]->kind == DEF_TEMPLATE &&
		    strcmp(c->defs[i]->name, name) == 0)
			return true;
	return false;
}

static void
template_neighbor(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	const struct token at = head->v[0], *tok = token_peek(head);
	char name[CONF_NAME_MAX] = "";
	struct conf_def *d;

	(void)obj;
	if (conf_value_string(c, head, "template", name,
	    sizeof(name)) == -1)
		conf_report(c);
	else if (!name_ok(name)) {
		text_error_token(&c->e, tok, "template: '%s' is not a name "
		    "(letters, digits, '.', '_', '-')", name);
		conf_report(c);
	} else if (taken(c, name)) {
		text_error_token(&c->e, tok, "template '%s' is defined twice",
		    name);
		conf_report(c);
	}
	d = conf_def_new(c, DEF_TEMPLATE, at.line, at.col);
	memcpy(d->name, name, sizeof(d->name));
	conf_block_run(c, w->word, conf_neighbor_words, d);
}

static const struct conf_word template_words[] = {
	{ "neighbor", NULL, template_neighbor, "4", 0, 0, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

void
conf_template_block(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	if (conf_block_bare(c, head))
		conf_block_run(c, w->word, template_words, obj);
}

void
conf_template_group(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	const struct token at = head->v[0];
	struct conf_def *d;

	(void)obj;
	conf_warn_at(c, at.line, at.col, "'group' is a block of ExaBGP 3.4: "
	    "a template with 'inherit' says the same");
	d = conf_def_new(c, DEF_GROUP, at.line, at.col);
	if (token_peek(head) != NULL &&
	    conf_value_string(c, head, w->word, d->name,
	    sizeof(d->name)) == -1)
		conf_report(c);
	if (d->name[0] != '\0') {
		memcpy(d->n.group, d->name, sizeof(d->n.group));
		conf_def_mark(d, FIELD_GROUP);
	}
	conf_block_run(c, w->word, conf_neighbor_group_words, d);
}
