/* SPDX-License-Identifier: ISC */
/*
 * Herald's own words of the top level: where to listen, who may say what on
 * the control socket, where the log goes, whom the processes run as.
 */
#include <net/if.h>

#include <string.h>

#include "config/conf_control.h"
#include "config/conf_value.h"

const char *const conf_control_roles[] = { "read", "inject", "operate",
	NULL };

int
conf_control_listen(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	const struct token *tok;
	struct conf_listen l;
	uint32_t port = 0;

	(void)obj;
	memset(&l, 0, sizeof(l));
	if (conf_value_addr(c, t, w->word, &l.addr) == -1)
		return -1;
	while ((tok = token_peek(t)) != NULL) {
		if (token_accept(t, "port")) {
			if (conf_value_number(c, t, "port", 1, 65535,
			    &port) == -1)
				return -1;
		} else if (token_accept(t, "interface")) {
			if (conf_value_string(c, t, "interface", l.interface,
			    sizeof(l.interface)) == -1)
				return -1;
		} else
			return text_error_token(&c->e, tok, "listen: unknown "
			    "word '%.64s'; legal here: port interface",
			    tok->s);
	}
	l.port = (uint16_t)port;
	c->has_listen = true;
	conf_writer_put(c->w, CONF_LISTEN, &l, sizeof(l));
	return 0;
}

static int
control_socket(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	(void)obj;
	return conf_value_string(c, t, w->word, c->global.socket,
	    sizeof(c->global.socket));
}

static int
control_group(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	(void)obj;
	return conf_value_string(c, t, w->word, c->global.socket_group,
	    sizeof(c->global.socket_group));
}

/* [ user NAME … group NAME … ] */
static int
control_role(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	struct conf_control_rule r;
	bool list = token_accept(t, "["), any = false;
	const struct token *tok;

	(void)obj;
	while ((tok = token_peek(t)) != NULL) {
		if (list && token_accept(t, "]")) {
			list = false;
			break;
		}
		(void)token_accept(t, ",");
		memset(&r, 0, sizeof(r));
		r.role = (uint8_t)w->arg;
		if (token_accept(t, "group"))
			r.is_group = 1;
		else if (!token_accept(t, "user"))
			return text_error_token(&c->e, tok, "%s: unknown word "
			    "'%.64s'; legal here: user group", w->word,
			    tok->s);
		if (conf_value_string(c, t, w->word, r.name,
		    sizeof(r.name)) == -1)
			return -1;
		any = true;
		conf_writer_put(c->w, CONF_RULE, &r, sizeof(r));
	}
	if (list)
		return text_error_at(&c->e, t, "%s: ']' is missing", w->word);
	if (!any)
		return text_error_at(&c->e, t, "%s: 'user NAME' or 'group "
		    "NAME' is missing", w->word);
	return 0;
}

static const struct conf_word control_words[] = {
	{ "socket", control_socket, NULL, "herald", 0, 0, 0 },
	{ "group", control_group, NULL, "herald", 0, 0, 0 },
	{ "read", control_role, NULL, "herald", 1, 0, 0 },
	{ "inject", control_role, NULL, "herald", 2, 0, 0 },
	{ "operate", control_role, NULL, "herald", 3, 0, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

void
conf_control_block(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	if (conf_block_bare(c, head))
		conf_block_run(c, w->word, control_words, obj);
}

int
conf_control_log(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	static const char *const where[] = { "syslog", "stderr", NULL };
	static const char *const how[] = { "brief", "verbose", NULL };
	int i, j = 0;

	(void)obj;
	i = conf_value_choice(c, t, w->word, where);
	if (i == -1)
		return -1;
	if (token_peek(t) != NULL &&
	    (j = conf_value_choice(c, t, w->word, how)) == -1)
		return -1;
	c->global.log_syslog = (uint8_t)(i + 1);
	c->global.log_verbose = (uint8_t)j;
	return 0;
}

int
conf_control_user(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	static const char *const words[] = { "session", "rde", "programs",
	    NULL };
	char *const out[] = { c->global.user_session, c->global.user_rde,
	    c->global.user_programs };
	int i;

	(void)obj;
	do {
		i = conf_value_choice(c, t, w->word, words);
		if (i == -1 || conf_value_string(c, t, words[i], out[i],
		    CONF_NAME_MAX) == -1)
			return -1;
	} while (token_peek(t) != NULL);
	return 0;
}
