/* SPDX-License-Identifier: ISC */
/*
 * Writes an image: used by the child that parses.  Of each section, records
 * go out in the order of the calls; a set the first time it is named.
 */
#ifndef CONFIG_CONF_WRITER_H
#define CONFIG_CONF_WRITER_H

#include <stddef.h>
#include <stdint.h>

#include "config/conf.h"

struct conf_writer;
struct conf_writer *conf_writer_new(void);
void	conf_writer_free(struct conf_writer *w);
/* A record of the base. */
void	conf_writer_put(struct conf_writer *w, enum conf_record type,
	    const void *p, size_t n);
/* The number of this attribute set; equal sets get equal numbers. */
uint32_t conf_writer_attrs(struct conf_writer *w, const void *p, size_t n);
uint32_t conf_writer_targets(struct conf_writer *w, const uint16_t *ids,
	    size_t n);
/* What conf_route_pack gave, for these targets. */
void	conf_writer_route(struct conf_writer *w, uint32_t targets,
	    const void *packed, size_t n);
/* Sealed memfd, the caller's; or -1 with errno.  Called once. */
int	conf_writer_finish(struct conf_writer *w);

#endif
