/* SPDX-License-Identifier: ISC */
/*
 * AS_PATH values: segments read and written.  Private to path/; what others
 * want of a path (aspath_print and so on) is in attr.h.
 */
#ifndef PATH_ASPATH_H
#define PATH_ASPATH_H

#include "path/attr.h"
#include "path/attr_row.h"

enum aspath_type {
	AS_SET = 1, AS_SEQUENCE = 2, AS_CONFED_SEQUENCE = 3, AS_CONFED_SET = 4,
};

enum { ASPATH_SEGMENT_MAX = 255 };

struct aspath_segment {
	uint8_t		type;
	uint8_t		count;
	struct rbuf	as;	/* count numbers */
};

/* width: octets of a number, 2 or 4.  1 a segment, 0 the end, -1 malformed. */
int		aspath_next(struct rbuf *path, unsigned width,
		    struct aspath_segment *s);
uint32_t	aspath_as(const struct aspath_segment *s, unsigned width,
		    unsigned i);
bool		aspath_type_is_confed(uint8_t type);
bool		aspath_type_is_set(uint8_t type);
/* NULL or why not; no_confed: confederation segments are an error too. */
const char     *aspath_check(struct rbuf path, unsigned width,
		    bool no_confed);
/* RFC 4271 9.1.2.2 and RFC 5065 5.3: a set is one, a confederation nothing. */
unsigned	aspath_length(struct rbuf path, unsigned width);

/* Writes 4-octet segments; a sequence is split at 255 numbers. */
struct aspath_writer {
	struct wbuf	*w;
	size_t		 at;		/* of the open segment */
	uint8_t		 type;		/* 0: none is open */
	unsigned	 count;
};

void	aspath_writer_init(struct aspath_writer *pw, struct wbuf *w);
/* The next number begins a segment of its own. */
void	aspath_writer_close(struct aspath_writer *pw);
void	aspath_writer_put(struct aspath_writer *pw, uint8_t type, uint32_t as);

/* The row's functions. */
const char     *attr_aspath_check(struct rbuf v, const struct attr_profile *p);
int		attr_aspath_parse(struct tokens *t, struct attr_builder *b,
		    struct text_error *e);
void		attr_aspath_print(struct wbuf *out, struct rbuf v);

#endif
