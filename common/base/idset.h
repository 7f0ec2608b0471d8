/* SPDX-License-Identifier: ISC */
/*
 * Interned sets of small ids (neighbours): equal sets are one object, so they
 * compare by pointer.  Every function that returns a set returns a reference
 * that the caller gives back with idset_unref.  Sets are const outside the
 * store.
 */
#ifndef BASE_IDSET_H
#define BASE_IDSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { IDSET_ID_MAX = 65535 };

struct idset;
struct idset_store;

struct idset_store *idset_store_new(void);
void		    idset_store_free(struct idset_store *st);
size_t		    idset_store_count(const struct idset_store *st);
size_t		    idset_store_bytes(const struct idset_store *st);

const struct idset *idset_empty(struct idset_store *st);
const struct idset *idset_of(struct idset_store *st, const uint16_t *ids,
			size_t n);
const struct idset *idset_union(struct idset_store *st,
			const struct idset *a, const struct idset *b);
const struct idset *idset_minus(struct idset_store *st,
			const struct idset *a, const struct idset *b);
const struct idset *idset_intersect(struct idset_store *st,
			const struct idset *a, const struct idset *b);
/* Those of s for which is() is true; it makes no sets. */
const struct idset *idset_where(struct idset_store *st,
			const struct idset *s, bool (*is)(const void *arg,
			uint16_t id), const void *arg);
const struct idset *idset_ref(const struct idset *s);
void		    idset_unref(struct idset_store *st, const struct idset *s);

bool	idset_has(const struct idset *s, uint16_t id);
bool	idset_is_empty(const struct idset *s);
size_t	idset_count(const struct idset *s);
bool	idset_overlaps(const struct idset *a, const struct idset *b);
/* The smallest id >= from; -1 when there is none. */
int	idset_next(const struct idset *s, unsigned from);

#endif
