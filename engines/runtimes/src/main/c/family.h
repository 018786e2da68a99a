/* The processes that stem from this one, for where no namespace holds them together. */
#ifndef GATEHOUSE_FAMILY_H
#define GATEHOUSE_FAMILY_H

#include <stdbool.h>

/* From now on whoever loses its parent becomes our child. */
void family_adopt(void);

/* Ends all children by force, and those who become it by that, until none is left or 10 s are over. */
void family_end(void);

/* Whether a socket is open in a process that stems from this one. */
bool family_holds(unsigned long socket);

#endif
