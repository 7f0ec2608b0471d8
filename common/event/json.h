/* SPDX-License-Identifier: ISC */
/*
 * A JSON writer (RFC 8259) over a wbuf: it streams, keeps only its nesting,
 * and escapes every string.  The layout is OpenBGPD's: one member a line,
 * indented by tabs, and objects and arrays opened as compact on one line.
 */
#ifndef EVENT_JSON_H
#define EVENT_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/wbuf.h"

enum { JSON_DEPTH = 16 };

struct json_level {
	uint8_t	close;		/* '}' or ']' */
	bool	compact;
	bool	filled;		/* a member was written */
};

struct json {
	struct wbuf		*w;
	bool			 line;	/* everything on one line */
	bool			 failed;	/* nested too deep */
	unsigned		 depth;
	struct json_level	 level[JSON_DEPTH];
};

/* line: all on one line, no blanks; else indented. */
void	json_init(struct json *j, struct wbuf *w, bool line);

/* name is NULL inside an array and at the top; names are our own or escaped. */
void	json_object(struct json *j, const char *name, bool compact);
void	json_array(struct json *j, const char *name, bool compact);
void	json_end(struct json *j);		/* the innermost one */
/* Everything that is open; at the top, with the newline at the end. */
void	json_finish(struct json *j);

void	json_string(struct json *j, const char *name, const char *s);
void	json_string_n(struct json *j, const char *name, const void *p,
	    size_t n);
void	json_uint(struct json *j, const char *name, uint64_t v);
void	json_int(struct json *j, const char *name, int64_t v);
void	json_bool(struct json *j, const char *name, bool v);
/* A value that is JSON already, of our own making. */
void	json_raw(struct json *j, const char *name, const void *p, size_t n);

#endif
