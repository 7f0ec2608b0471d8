/* SPDX-License-Identifier: ISC */
/*
 * OpenBGPD's names of the extended communities that say what a flow
 * specification rule does (RFC 8955 7).
 */
#include "argument.h"
#include "grammar_flow.h"
#include "grammar_words.h"

static const char *
set_kind(struct command *c, const struct word *w, const char *s)
{
	(void)s;
	c->filter.ext[1] = (uint8_t)w->value;
	return NULL;
}

static const char *
set_action(struct command *c, const struct word *w, const char *s)
{
	const char *why;

	(void)w;
	why = argument_once(&c->filter, CTL_RIB_EXT,
	    "a second extended community");
	return why != NULL ? why :
	    argument_ext_flow(s, c->filter.ext[1], c->filter.ext);
}

static const struct word t_kinds[] = {
	KEY("flow-rate", "a limit in octets", TABLE_EXT_FLOW_VALUE, set_kind,
	    EXT_FLOW_RATE),
	KEY("flow-pps", "a limit in packets", TABLE_EXT_FLOW_VALUE, set_kind,
	    EXT_FLOW_PPS),
	KEY("flow-action", "sample, last", TABLE_EXT_FLOW_VALUE, set_kind,
	    EXT_FLOW_ACTION),
	KEY("flow-rt-redir", "redirect to a VRF", TABLE_EXT_FLOW_VALUE,
	    set_kind, EXT_FLOW_RT_REDIR),
	KEY("flow-dscp", "mark", TABLE_EXT_FLOW_VALUE, set_kind,
	    EXT_FLOW_DSCP),
	STOP
};

static const struct word t_value[] = {
	ARG("<value>", "AS:N", TABLE_FILTERS, set_action, 0),
	STOP
};

const struct word *
grammar_flow_table(enum word_table t)
{
	switch (t) {
	case TABLE_EXT_FLOW:
		return t_kinds;
	case TABLE_EXT_FLOW_VALUE:
		return t_value;
	default:
		return NULL;
	}
}
