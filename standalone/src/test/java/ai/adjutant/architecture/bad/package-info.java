/** Classes that break every rule; nothing here is ever run. */
package ai.adjutant.architecture.bad;
