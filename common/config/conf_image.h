/* SPDX-License-Identifier: ISC */
/*
 * The image: a header and a run of records in the order of definition, in one
 * memfd that the parsing child seals.  Attribute sets and target sets are
 * written once and numbered from 1 as they come; a route names them.  A reader
 * trusts nothing: every record is checked when the image is opened.
 */
#ifndef CONFIG_CONF_IMAGE_H
#define CONFIG_CONF_IMAGE_H

#include "base/rbuf.h"
#include "config/conf.h"
#include "config/conf_writer.h"

/* The image never outlives the programs of one build. */
enum { CONF_IMAGE_MAGIC = 0x48434e46, CONF_IMAGE_VERSION = 1 };

struct conf_image_header {
	uint32_t	magic;
	uint32_t	version;
	uint64_t	size;		/* of the whole image */
	uint32_t	nneighbors;
	uint32_t	nroutes;
	uint32_t	nattrs;
	uint32_t	ntargets;
};

/* Before every body; bodies are padded to 8 octets. */
struct conf_record_header {
	uint32_t	type;		/* enum conf_record */
	uint32_t	len;		/* of the body, unpadded */
};

/* TARGETS ids ascend; a ROUTE with no octets of attributes names a set too. */
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
	uint8_t		prepend_self;	/* local AS so many times more */
	uint8_t		pad[2];
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
/* The same on bytes that are the caller's and stay (fuzzing, tests). */
int	conf_image_check(const void *base, size_t size,
	    struct conf_image *img, char *why, size_t whysize);
void	conf_image_close(struct conf_image *img);

/* Walk: start with *at = 0; returns the record's type, 0 at the end. */
int	conf_image_next(const struct conf_image *img, size_t *at,
	    struct rbuf *body);

#endif
