/* SPDX-License-Identifier: ISC */
/*
 * Readers of values.  conf_value_* take the next words; conf_field_* are
 * rows of a table of words: w->arg is the enum conf_field of a conf_def that
 * the value goes to.
 */
#ifndef CONFIG_CONF_VALUE_H
#define CONFIG_CONF_VALUE_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"

/* No word: bare.  true enable enabled yes 1, and their opposites. */
int	conf_value_bool(struct conf_ctx *c, struct tokens *t, const char *what,
	    bool bare, uint8_t *v);
int	conf_value_number(struct conf_ctx *c, struct tokens *t,
	    const char *what, uint32_t min, uint32_t max, uint32_t *v);
int	conf_value_string(struct conf_ctx *c, struct tokens *t,
	    const char *what, char *out, size_t size);
int	conf_value_addr(struct conf_ctx *c, struct tokens *t,
	    const char *what, struct addr *a);
/* Whole seconds: a number, or a duration such as 1h. */
int	conf_value_seconds(struct conf_ctx *c, struct tokens *t,
	    const char *what, uint32_t max, uint32_t *v);
/* "disable", "disabled", "false": true and taken. */
bool	conf_value_disabled(struct tokens *t);
/* One word of a list of them: its index, or -1. */
int	conf_value_choice(struct conf_ctx *c, struct tokens *t,
	    const char *what, const char *const *words);
/*
 * A list: one word, or [ … ] with or without commas.  Start with *open
 * false; NULL at the end, or on error (then -1 in *r and c->e).
 */
const struct token *conf_value_list(struct conf_ctx *c, struct tokens *t,
	    const char *what, int *open, int *r);

conf_statement	conf_field_bool;	/* w->min: the bare value */
conf_statement	conf_field_number;	/* w->min to w->max */
conf_statement	conf_field_string;
conf_statement	conf_field_addr;	/* w->min: address family or 0 */
conf_statement	conf_field_asn;

#endif
