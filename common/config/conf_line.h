/* SPDX-License-Identifier: ISC */
/* Lines of canonical text. */
#ifndef CONFIG_CONF_LINE_H
#define CONFIG_CONF_LINE_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "base/wbuf.h"
#include "config/conf_parse.h"

/* "\tword value;" lines: depth tabs, the word, its value quoted if need be. */
void	conf_line_string(struct wbuf *out, int depth, const char *word,
	    const char *value);
void	conf_line_number(struct wbuf *out, int depth, const char *word,
	    uint64_t v);
void	conf_line_bool(struct wbuf *out, int depth, const char *word,
	    bool on);
void	conf_line_addr(struct wbuf *out, int depth, const char *word,
	    const struct addr *a);

#endif
