/* SPDX-License-Identifier: ISC */
/*
 * The image: a header and a run of records in the order of definition, in one
 * memfd that the parsing child seals.  Attribute sets and target sets are
 * written once and numbered from 1 as they come; a route names them.  A reader
 * trusts nothing: every record is checked when the image is opened.
 */
#ifndef CONFIG_CONF_IMAGE_H
#define CONFIG_CONF_IMAGE_H


#include "config/conf.h"
#include "base/rbuf.h"

enum conf_record {
	CONF_GLOBAL	= 1,	/* struct conf_global */
	CONF_LISTEN	= 2,	/* struct conf_listen */
	CONF_RULE	= 3,	/* struct conf_control_rule */
	CONF_PROCESS	= 4,	/* struct conf_process */
	CONF_NEIGHBOR	= 5,	/* struct conf_neighbor */
	CONF_ATTRS	= 6,	/* canonical octets: the next attrs number */
	CONF_TARGETS	= 7,	/* uint16_t ids[]: the next targets number */
	CONF_ROUTE	= 8,	/* struct conf_route + strings */
	CONF_API	= 9,	/* api block: opaque to this change */
};

struct conf_route {
	uint32_t	attrs;		/* number of its CONF_ATTRS */
	uint32_t	targets;
	uint32_t	path_id;
	uint8_t		family;
	uint8_t		has_path_id;
	uint8_t		nexthop_kind;	/* enum nexthop_kind of text/route.h */
	uint8_t		withdrawn;
	uint8_t		plen;
	uint8_t		af;
	uint8_t		name_len;	/* then the octets of name, watchdog */
	uint8_t		watchdog_len;
	uint8_t		prefix[16];
	uint8_t		nexthop_af;	/* NEXTHOP_ADDR */
	uint8_t		pad[3];
	uint8_t		nexthop[16];
};

struct conf_image {
	const uint8_t	*base;
	size_t		 size;
	uint32_t	 nneighbors;
	uint32_t	 nroutes;
	uint32_t	 nattrs;
	uint32_t	 ntargets;
};

/* Maps and checks it all.  0, or -1 with why; fd stays the caller's. */
int	conf_image_open(int fd, struct conf_image *img, char *why,
	    size_t size);
void	conf_image_close(struct conf_image *img);

/* Walk: start with *at = 0; returns the record's type, 0 at the end. */
int	conf_image_next(const struct conf_image *img, size_t *at,
	    struct rbuf *body);

/* Writer, in the child. */
struct conf_writer;
struct conf_writer *conf_writer_new(void);
void	conf_writer_free(struct conf_writer *w);
void	conf_writer_put(struct conf_writer *w, enum conf_record type,
	    const void *a, size_t alen, const void *b, size_t blen);
/* The number of this attribute set; equal sets get equal numbers. */
uint32_t conf_writer_attrs(struct conf_writer *w, const void *p, size_t n);
uint32_t conf_writer_targets(struct conf_writer *w, const uint16_t *ids,
	    size_t n);
/* Sealed memfd, or -1. */
int	conf_writer_finish(struct conf_writer *w);

#endif
