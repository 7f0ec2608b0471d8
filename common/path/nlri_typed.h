/* SPDX-License-Identifier: ISC */
/*
 * Families whose NLRI are routes of several kinds, each made of fields: MVPN,
 * MUP, and SR policy, which has one kind.  Such a family is a table of kinds
 * and fields in its own file; reading, writing, printing and the words of the
 * grammar are here.  The key is what stands on the wire without the octet of
 * its length; fields behind the key's are carried.
 */
#ifndef PATH_NLRI_TYPED_H
#define PATH_NLRI_TYPED_H

#include "path/nlri_field.h"
#include "path/nlri_row.h"

enum { TYPED_FIELDS = 6, TYPED_HEAD = 3 };

struct typed_route;

struct typed_kind {
	uint8_t		 head[TYPED_HEAD];	/* what it begins with */
	const char	*word;
	const char	*name;			/* in JSON */
	/* Of the family's table, in the order of the wire, 1 behind it. */
	uint8_t		 fields[TYPED_FIELDS];
	uint8_t		 json[TYPED_FIELDS];	/* in another; or none */
	uint8_t		 key_fields;		/* 0: all are of the key */
	const char	*section;		/* NULL: the family's */
	/* NULL: field by field.  0 or -1, b to its end; v are views of it. */
	int		 (*take)(struct rbuf *b, struct typed_route *r);
	void		 (*put)(struct wbuf *w, const struct typed_route *r);
	/*
	 * Is what does not come apart legal all the same?  Then it is kept by
	 * its octets.  NULL: never.
	 */
	bool		 (*opaque)(struct rbuf body, uint8_t af);
};

struct typed_family {
	const char		*generic;	/* word of an unknown kind */
	uint8_t			 head;		/* octets of a head */
	uint8_t			 unit;		/* bits that a length counts */
	const struct typed_kind	*kinds;
	size_t			 n;
	const struct nlri_field	*fields;
};

/* An NLRI taken apart. */
struct typed_route {
	const struct typed_family *family;
	const struct typed_kind	*kind;		/* NULL: not one we know */
	uint8_t			 af;
	bool			 withdrawn;	/* nothing need be carried */
	struct nlri_value	 v[TYPED_FIELDS];	/* as kind->fields */
	struct nlri_room	 room[TYPED_FIELDS];
	uint8_t			 whole[TYPED_HEAD + FIELD_MAX];
};

/* The field of v[i], or NULL behind the last. */
static inline const struct nlri_field *
typed_field(const struct typed_route *r, unsigned i)
{
	return i < TYPED_FIELDS && r->kind->fields[i] != 0 ?
	    &r->family->fields[r->kind->fields[i] - 1] : NULL;
}

/* NULL: not one we know. */
const struct typed_kind *typed_kind_of(const struct typed_family *t,
	    const uint8_t *head);

typedef int typed_reader(const struct typed_family *t, struct rbuf *b,
    enum family f, struct wbuf *key, struct wbuf *carried);

/* One NLRI from the wire, as nlri_row.read. */
typed_reader	typed_read;
/* What is behind the key may be missing. */
typed_reader	typed_read_withdrawn;
void	typed_write(const struct typed_family *t, struct wbuf *w,
	    const struct nlri_view *n);
size_t	typed_write_size(const struct typed_family *t,
	    const struct nlri_view *n);
/* Of an NLRI that typed_read made; r has views of its octets. */
void	typed_open(const struct typed_family *t, const struct nlri_view *n,
	    struct typed_route *r);
void	typed_print(const struct typed_family *t, struct wbuf *out,
	    const struct nlri_view *n);
/* Of the fields, the first distinguisher, and the first prefix or address. */
void	typed_about(const struct typed_family *t, const struct nlri_view *n,
	    struct nlri_about *a);
/* `"key": value` of each field, with before in front of the first. */
void	typed_json_fields(struct wbuf *w, const struct typed_route *r,
	    const char *before);
/* `"raw": "0512…"`: all of it as on the wire. */
void	typed_json_raw(const struct typed_family *t, struct wbuf *w,
	    const struct nlri_view *n);

void   *typed_begin(const struct typed_family *t, enum family f);
int	typed_one(void *words, struct tokens *t, struct text_error *e);
int	typed_announced(const void *words, const struct tokens *t,
	    struct text_error *e);
int	typed_finish(const void *words, const struct tokens *t,
	    struct wbuf *key, struct wbuf *carried, struct text_error *e);
void	typed_free(void *words);

#endif
